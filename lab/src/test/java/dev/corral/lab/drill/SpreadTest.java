package dev.corral.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.KeyClass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SpreadTest {

    private static final Duration TTL = Duration.ofSeconds(10);

    private final List<Arrival> arrivals = Spread.over(TTL, KeyClass.PRODUCT, 100, 5, 10, 2, Duration.ofSeconds(30));

    @Test
    void firstReads_areSpreadOverTheTime() {
        Map<Integer, Long> first =
                arrivals.stream().collect(Collectors.toMap(Arrival::number, Arrival::atNanos, Math::min));
        assertThat(first).containsOnlyKeys(100, 101, 102, 103, 104);
        assertThat(first.values())
                .containsExactlyInAnyOrder(0L, 2_000_000_000L, 4_000_000_000L, 6_000_000_000L, 8_000_000_000L);
    }

    @Test
    void readsOfAKey_haveAFixedInterval() {
        List<Arrival> one =
                arrivals.stream().filter(each -> each.number() == 101).toList();
        assertThat(one).hasSize(56);
        assertThat(one.get(1).atNanos() - one.get(0).atNanos()).isEqualTo(500_000_000);
        assertThat(one.get(55).atNanos() - one.get(54).atNanos()).isEqualTo(500_000_000);
        assertThat(one).extracting(Arrival::node).startsWith(1, 0, 1);
    }

    @Test
    void keyThatIsRenewed_hasASuccessorWithTheSameOffset() {
        List<Arrival> renewed =
                Spread.renewed(TTL, KeyClass.PRODUCT, 0, 5, 10, 2, Duration.ofSeconds(30), Duration.ofSeconds(20));
        assertThat(renewed).hasSameSizeAs(arrivals);
        assertThat(renewed.stream().filter(each -> each.number() == 6).findFirst())
                .hasValueSatisfying(first -> assertThat(first.atNanos()).isEqualTo(22_000_000_000L));
        assertThat(renewed.stream().filter(each -> each.number() == 1)).hasSize(40);
    }

    @Test
    void arrivals_areInTheirOrder() {
        assertThat(arrivals).extracting(Arrival::atNanos).isSorted();
    }
}
