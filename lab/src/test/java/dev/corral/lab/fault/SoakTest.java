package dev.corral.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.experiment.Counts;
import dev.corral.lab.fault.Soak.Resource;
import dev.corral.lab.fleet.Usage;
import dev.corral.lab.measure.Check;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks that a soak notices the growth of each resource after ten minutes, and none before them. */
class SoakTest {

    private static final int READINGS = 30;
    private static final Counts ANSWERED = Counts.NOTHING.and(Counts.FAILED, 0).and(Counts.WRONG, 0);

    private final Soak soak = new Soak();

    @Test
    void resourcesThatSettleWithinTenMinutes_keepEveryPromise() {
        Counts with = grown(reading -> usage(300_000 + Math.min(reading, 9) * 10_000, Math.min(reading, 9)));
        assertThat(soak.judge(with, leaked())).hasSize(9).allMatch(Check::kept);
    }

    @Test
    void failedRead_isMissed() {
        Counts with = grown(reading -> usage(300_000, 0));
        Judged judged = new Judged(soak, with, leaked());
        judged.keepsAll();
        judged.misses(Counts.FAILED, 1);
        judged.misses(Counts.WRONG, 1);
        for (Resource resource : Resource.values()) {
            judged.misses(Growth.grown(resource.text()), resource.most() + 1);
            judged.showsNothing(Growth.grown(resource.text()), 0);
        }
    }

    @Test
    void processThatLeaksEverything_growsInEveryResource() {
        assertThat(soak.judge(grown(reading -> usage(300_000, 0)), leaked())
                        .getLast()
                        .kept())
                .isTrue();
    }

    @Test
    void growthOfOneNodeOfThree_isSeen() {
        List<List<Usage>> usages = IntStream.range(0, READINGS)
                .mapToObj(reading -> List.of(usage(300_000, 0), usage(300_000, reading), usage(300_000, 0)))
                .toList();
        Counts with = Soak.grown(ANSWERED, usages, Collections.nCopies(READINGS, 5_000.0));
        assertThat(soak.judge(with, leaked()))
                .filteredOn(check -> !check.kept())
                .extracting(Check::name)
                .containsExactly("threads: growth after ten minutes");
    }

    @Test
    void tooFewReadings_areRefused() {
        assertThatThrownBy(() -> Soak.grown(ANSWERED, List.of(List.of(usage(1, 1))), List.of(1.0)))
                .hasMessageContaining("a soak needs at least 6 readings");
    }

    /** The growth of everything in the three minutes of the control. */
    private static Counts leaked() {
        List<List<Usage>> usages = IntStream.range(0, READINGS)
                .mapToObj(reading -> List.of(new Usage(
                        200_000 + reading * 1_800L, 1_000 + reading * 1_200L, reading * 6L, reading, reading * 5_760L)))
                .toList();
        return Soak.grown(
                Counts.NOTHING,
                usages,
                IntStream.range(0, READINGS)
                        .mapToObj(reading -> reading * 600.0)
                        .toList());
    }

    private static Counts grown(IntFunction<Usage> usage) {
        List<List<Usage>> usages = IntStream.range(0, READINGS)
                .mapToObj(reading -> List.of(usage.apply(reading)))
                .toList();
        return Soak.grown(ANSWERED, usages, Collections.nCopies(READINGS, 5_000.0));
    }

    private static Usage usage(long residentKiB, long threads) {
        return new Usage(residentKiB, 20_000, 100, 40 + threads, 3_000);
    }
}
