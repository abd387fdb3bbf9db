package dev.corral.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.Scenarios;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.KeyClass;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdealTest {

    @Test
    void oneQuery_eachTimeAKeyIsReadAfterItsTtl() {
        List<Arrival> arrivals = List.of(
                at(0, KeyClass.HOT),
                at(1_999, KeyClass.HOT),
                at(2_000, KeyClass.HOT),
                at(2_001, KeyClass.HOT),
                at(9_000, KeyClass.HOT),
                at(0, KeyClass.ABSENT),
                at(10, KeyClass.ABSENT),
                at(5_000, KeyClass.ABSENT),
                at(5_999, KeyClass.PRODUCT));
        assertThat(Ideal.of(arrivals, Scenarios.small(1).times())).isEqualTo(new Ideal(2, 0, 2));
    }

    private static Arrival at(long millis, KeyClass keyClass) {
        return new Arrival(millis * 1_000_000, keyClass, 0, 0);
    }
}
