package dev.corral.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Sample;
import dev.corral.lab.load.VoidRun;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RehearsalNeighbourTest {

    @Test
    void allReads_areComparedWithThoseBefore() {
        assertThat(kept(of(1, 5, 1.2, 1.2, 1.1, 9, 9), of(1, 1, 1, 1, 1, 1, 1))).isTrue();
        assertThat(kept(of(1, 5, 1.21, 1.21, 1.21, 1, 1), of(1, 1, 1, 1, 1, 1, 1)))
                .isFalse();
    }

    @Test
    void hits_areComparedWithTheStartOfTheJvm() {
        assertThat(kept(of(1, 1, 1, 1, 1, 1, 1), of(0.1, 2, 2.4, 2.4, 2.4, 9, 9)))
                .isTrue();
        assertThat(kept(of(1, 1, 1, 1, 1, 1, 1), of(0.1, 2, 2.5, 2.5, 2.5, 1, 1)))
                .isFalse();
    }

    @Test
    void fewerRuns_proveNothing() {
        assertThat(kept(of(1, 1, 1, 1, 1, 1), of(1, 1, 1, 1, 1, 1))).isFalse();
    }

    @Test
    void percentile_isThatOfTheReadsOfTheSpan() {
        List<Sample> samples =
                IntStream.range(0, 300).mapToObj(RehearsalNeighbourTest::sample).toList();

        assertThat(RehearsalNeighbour.millis(samples, 0, 100_000)).isEqualTo(98);
        assertThat(RehearsalNeighbour.millis(samples, 100_000, 200_000)).isEqualTo(198);
        assertThatThrownBy(() -> RehearsalNeighbour.millis(samples, 300_000, 400_000))
                .isInstanceOf(VoidRun.class);
    }

    /** A read each millisecond, which takes as many milliseconds as its number, and was sent 5 ms late. */
    private static Sample sample(int number) {
        Arrival arrival = new Arrival(number * 1_000_000L, KeyClass.PRODUCT, 0, 0);
        return new Sample(arrival, 5_000_000, (number + 5) * 1_000_000L, 200, CacheStatus.NEAR);
    }

    private static List<RehearsalNeighbour.Turn> of(double quiet, double starting, double... rehearsing) {
        return Arrays.stream(rehearsing)
                .mapToObj(run -> new RehearsalNeighbour.Turn(quiet, starting, run))
                .toList();
    }

    private static boolean kept(List<RehearsalNeighbour.Turn> all, List<RehearsalNeighbour.Turn> hits) {
        List<Verdict> verdicts = RehearsalNeighbour.judge(new RehearsalNeighbour.Seen(all, hits));
        return verdicts.stream().allMatch(Verdict::kept);
    }
}
