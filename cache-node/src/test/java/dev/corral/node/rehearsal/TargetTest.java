package dev.corral.node.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", ""})
    void allAddresses_areReplacedByLoopback(String host) {
        assertThat(new Target(host, 8081, false).host()).isEqualTo("127.0.0.1");
    }

    @Test
    void oneAddress_isUsed() {
        assertThat(new Target("10.0.0.7", 8081, false).host()).isEqualTo("10.0.0.7");
    }
}
