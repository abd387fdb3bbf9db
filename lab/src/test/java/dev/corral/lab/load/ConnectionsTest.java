package dev.corral.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionsTest {

    @ParameterizedTest
    @CsvSource({"3, 9223372036854775807, 8192", "3, 20000, 6466", "3, 4096, 1165", "1, 1024, 424", "8, 256, 64"})
    void generator_neverOpensAllThatTheSystemAllows(int nodes, long openFiles, int connections) {
        assertThat(Connections.toEach(nodes, openFiles)).isEqualTo(connections);
    }
}
