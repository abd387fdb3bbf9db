package dev.corral.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.measure.Ledger;
import dev.corral.lab.measure.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests a run of ten seconds with one query in each of the first nine, whose entries live for one second. */
class WallClockTest {

    private static final Duration TTL = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Ledger ONE_A_SECOND = new Ledger(java.util.stream.IntStream.range(0, 9)
            .mapToObj(WallClockTest::query)
            .toList());

    @Test
    void clockThatGoesEvenly_endsNothingEarlyAndKeepsNothing() {
        WallClock clock = clock(Duration.ZERO);
        assertThat(clock.furthestJump()).isZero();
        assertThat(clock.endedEarly(ONE_A_SECOND, TTL)).isZero();
        assertThat(clock.keptForGood(ONE_A_SECOND, TTL)).isZero();
    }

    @Test
    void clockThatJumpsAhead_endsTheEntryOfThatMomentEarly() {
        WallClock clock = clock(HOUR);
        assertThat(clock.furthestJump()).isEqualTo(HOUR);
        assertThat(clock.endedEarly(ONE_A_SECOND, TTL)).isEqualTo(1);
        assertThat(clock.keptForGood(ONE_A_SECOND, TTL)).isZero();
    }

    @Test
    void clockThatJumpsBack_keepsTheEntryOfThatMomentForGood() {
        WallClock clock = clock(HOUR.negated());
        assertThat(clock.endedEarly(ONE_A_SECOND, TTL)).isZero();
        assertThat(clock.keptForGood(ONE_A_SECOND, TTL)).isEqualTo(1);
    }

    @Test
    void entriesOfTheLastMoments_areNotCalledKept() {
        Ledger last = new Ledger(List.of(query(9)));
        assertThat(clock(Duration.ZERO).keptForGood(last, TTL)).isZero();
    }

    /** Returns a clock that is ahead by this time from 3.25 s on. */
    private static WallClock clock(Duration ahead) {
        WallClock clock = new WallClock(Duration.ofSeconds(10));
        clock.read(Duration.ZERO, Instant.EPOCH.plus(HOUR));
        Duration at = Duration.ofMillis(3_250);
        clock.read(at, Instant.EPOCH.plus(HOUR).plus(at).plus(ahead));
        return clock;
    }

    private static Query query(int second) {
        return new Query(second * 1_000_000L, "brief1", "full", "node-1", 200_000, "found");
    }
}
