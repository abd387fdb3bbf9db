package dev.corral.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetastableTest {

    /** Two nodes, loads of 250 ms: four permits each admit 32 loads per second, of which 80 % must be answered. */
    @ParameterizedTest
    @CsvSource({"4, 2, 25.6", "8, 2, 51.2", "16, 2, 88", "64, 2, 88", "4, 3, 38.4"})
    void goodputThatFollows_isAShareOfWhatTheGateAdmitsOrOfTheLoad(int permits, int nodes, double expected) {
        assertThat(Metastable.expected(permits, nodes)).isCloseTo(expected, within(1e-9));
    }
}
