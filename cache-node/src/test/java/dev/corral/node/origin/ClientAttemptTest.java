package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAttemptTest {

    @ParameterizedTest
    @ValueSource(strings = {"2", "10", "999"})
    void numberFromTwo_isOfARepeatedRequest(String value) {
        assertThat(ClientAttempt.repeated(value)).isEqualTo(value);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"1", "0", "000", "-2", "+2", "two", "2.0", "2, 3", "1000", "99999999999999999999", "٢"})
    void anyOtherText_isTheFirstAttempt(String value) {
        assertThat(ClientAttempt.repeated(value)).isNull();
    }

    @Test
    void headersWithANumber_areOfARepeatedRequest() {
        assertThat(ClientAttempt.isRepeated(Map.of("corral-attempt", "2"))).isTrue();
        assertThat(ClientAttempt.isRepeated(Map.of("traceparent", "00-1-2-01"))).isFalse();
        assertThat(ClientAttempt.isRepeated(Map.of())).isFalse();
    }
}
