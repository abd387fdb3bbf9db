package dev.corral.node.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadroomTest {

    private static final long MOST = 1_600;

    @Test
    void bodyThatIsAlone_mayUseAll() {
        assertThat(Headroom.allows(MOST, 0, MOST)).isTrue();
        assertThat(Headroom.allows(MOST, 0, MOST + 1)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10, 1550, true",
        "10, 1551, false",
        "100, 1100, true",
        "100, 1101, false",
        "800, 400, true",
        "800, 401, false"
    })
    void bodyBesideOthers_leavesRoomForSmallerOnes(long body, long others, boolean allowed) {
        assertThat(Headroom.allows(MOST, others, body)).isEqualTo(allowed);
    }
}
