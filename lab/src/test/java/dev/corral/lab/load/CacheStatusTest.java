package dev.corral.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheStatusTest {

    @ParameterizedTest
    @CsvSource({
        "node-1; hit; ttl=4, FRESH, false",
        "node-1; hit; ttl=-2, STALE, false",
        "node-1; hit; ttl=4; detail=near, NEAR, false",
        "node-1; hit; ttl=-2; detail=near, STALE, false",
        "node-1; fwd=miss; stored, LOADED, true",
        "node-1; fwd=miss, LOADED, true",
        "node-1; fwd=miss; collapsed, COLLAPSED, true",
        "node-1; fwd=miss; collapsed; detail=fleet, FLEET, true",
        "node-1; fwd=bypass, BYPASS, false",
        "node-1, UNKNOWN, false",
        ", UNKNOWN, false"
    })
    void header_saysWhetherTheReadWaited(String header, CacheStatus expected, boolean waited) {
        assertThat(CacheStatus.parse(header)).isEqualTo(expected);
        assertThat(CacheStatus.parse(header).waited()).isEqualTo(waited);
    }
}
