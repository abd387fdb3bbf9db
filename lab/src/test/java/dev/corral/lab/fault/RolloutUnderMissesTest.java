package dev.corral.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.experiment.Counts;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.measure.Ledger;
import dev.corral.lab.measure.Query;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the promises about changes of the nodes under misses, and the load of which half misses. */
class RolloutUnderMissesTest {

    @Test
    void change_isJudgedByEveryCount() {
        RolloutUnderMisses change = new RolloutUnderMisses();
        Counts with = Counts.NOTHING
                .and(Counts.FAILED, 0)
                .and(Counts.WRONG, 0)
                .and(RolloutUnderMisses.CAPACITY, 3_000)
                .and(RolloutUnderMisses.RATE, 1_800)
                .and(RolloutUnderMisses.KEYS, 20_000)
                .and(RolloutUnderMisses.AGAIN, 0)
                .and(RolloutUnderMisses.SLOW, 200);
        Judged judged = new Judged(change, with, with.and(Counts.FAILED, 120));
        judged.keepsAll();
        judged.misses(Counts.FAILED, 1);
        judged.misses(Counts.WRONG, 1);
        judged.misses(RolloutUnderMisses.AGAIN, 1);
        judged.misses(RolloutUnderMisses.KEYS, 0);
        judged.misses(RolloutUnderMisses.RATE, 1_700);
        judged.showsNothing(Counts.FAILED, 0);
        new Judged(change, with, with.and(RolloutUnderMisses.AGAIN, 1)).keepsAll();
        Judged slow = new Judged(change, with, with.and(RolloutUnderMisses.SLOW, 600));
        slow.keepsAll();
        slow.showsNothing(RolloutUnderMisses.SLOW, 599);
    }

    @Test
    void load_readsNewKeysOnTwoNodesAndAsManyStoredRows() {
        List<Arrival> arrivals = HalfMissing.arrivals(1_000_000, 300, 1_200, 3);
        Map<KeyClass, List<Arrival>> byClass = arrivals.stream().collect(Collectors.groupingBy(Arrival::keyClass));
        Map<Integer, List<Arrival>> byKey =
                byClass.get(KeyClass.PRODUCT).stream().collect(Collectors.groupingBy(Arrival::number));

        assertThat(arrivals).isSortedAccordingTo(Comparator.comparingLong(Arrival::atNanos));
        assertThat(arrivals.getLast().atNanos()).isBetween(990_000_000L, 1_000_000_000L);
        assertThat(byClass.get(KeyClass.PRODUCT)).hasSize(600);
        assertThat(byClass.get(KeyClass.LASTING)).hasSize(600);
        assertThat(byKey).hasSize(300).allSatisfy((key, reads) -> {
            assertThat(reads)
                    .extracting(Arrival::atNanos)
                    .containsOnly(reads.getFirst().atNanos());
            assertThat(Set.of(reads.getFirst().node(), reads.getLast().node())).hasSize(2);
        });
    }

    @Test
    void newKeys_areCountedByTheirQueries() {
        Ledger ledger = new Ledger(Stream.of("product-1", "product-1", "product-2", "lasting-1", "lasting-1")
                .map(key -> new Query(1, key, HalfMissing.CACHE, "node-1", 30_000, "found"))
                .toList());
        assertThat(HalfMissing.newKeys(ledger, 1)).isEqualTo(2);
        assertThat(HalfMissing.newKeys(ledger, 2)).isEqualTo(1);
    }
}
