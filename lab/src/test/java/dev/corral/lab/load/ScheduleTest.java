package dev.corral.lab.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.corral.lab.Scenarios;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Duration LENGTH = Duration.ofSeconds(20);
    private final List<Arrival> arrivals = Schedule.draw(Scenarios.small(42), LENGTH);

    @Test
    void sameSeed_givesTheSameArrivalsAndAnotherSeedOthers() {
        assertThat(Schedule.draw(Scenarios.small(42), LENGTH)).isEqualTo(arrivals);
        assertThat(Schedule.draw(Scenarios.small(43), LENGTH)).isNotEqualTo(arrivals);
    }

    @Test
    void arrivals_comeInOrderAndWithinTheLength() {
        assertThat(arrivals).isSortedAccordingTo(Comparator.comparingLong(Arrival::atNanos));
        assertThat(arrivals.getLast().atNanos()).isLessThan(LENGTH.toNanos());
    }

    @Test
    void classes_haveTheirRates() {
        Map<KeyClass, Long> counts =
                arrivals.stream().collect(Collectors.groupingBy(Arrival::keyClass, Collectors.counting()));
        assertThat(counts.get(KeyClass.HOT) / 20.0).isCloseTo(200, within(20.0));
        assertThat(counts.get(KeyClass.PRODUCT) / 20.0).isCloseTo(1_500, within(60.0));
        assertThat(counts.get(KeyClass.ABSENT) / 20.0).isCloseTo(100, within(15.0));
    }

    @Test
    void gaps_areExponentialSoThatArrivalsAreIndependent() {
        double mean = 1e9 / 1_800;
        double[] gaps = new double[arrivals.size() - 1];
        for (int each = 1; each < arrivals.size(); each++) {
            gaps[each - 1] =
                    arrivals.get(each).atNanos() - arrivals.get(each - 1).atNanos();
        }
        double longer = java.util.Arrays.stream(gaps).filter(gap -> gap > mean).count() / (double) gaps.length;
        assertThat(longer).isCloseTo(Math.exp(-1), within(0.02));
    }

    @Test
    void nodes_getEvenShares() {
        Map<Integer, Long> counts =
                arrivals.stream().collect(Collectors.groupingBy(Arrival::node, Collectors.counting()));
        assertThat(counts.keySet()).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(counts.values())
                .allSatisfy(count ->
                        assertThat((double) count).isCloseTo(arrivals.size() / 3.0, within(arrivals.size() * 0.02)));
    }

    @Test
    void zipf_prefersTheFirstKeysByItsLaw() {
        Popularity zipf = Popularity.zipf(100, 1);
        int[] counts = new int[100];
        for (int each = 0; each < 100_000; each++) {
            counts[zipf.draw((each + 0.5) / 100_000)]++;
        }
        assertThat(counts[0] / (double) counts[1]).isCloseTo(2, within(0.05));
        assertThat(counts[0] / (double) counts[9]).isCloseTo(10, within(0.3));
    }

    @Test
    void productBurst_namesEveryProductKeyOnceAtOneInstant() {
        List<Arrival> burst = Schedule.productBurst(Scenarios.small(1));
        assertThat(burst).hasSize(300).allMatch(arrival -> arrival.atNanos() == 0);
        assertThat(burst.stream().map(Arrival::id).distinct()).hasSize(300);
    }
}
