package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RedisClockTest {

    private static final long STORE = 1_800_000_000_000_000L;

    private final AtomicLong nanos = new AtomicLong(5_000_000_000L);
    private final RedisClock clock = new RedisClock(nanos::get);

    @Test
    void nothingMeasured_ticksFromAnOffsetOfNothing() {
        long before = clock.micros();
        nanos.addAndGet(1_000_000);
        assertThat(clock.micros() - before).isEqualTo(1_000);
    }

    @Test
    void firstReading_isTakenFromTheMiddleOfTheRoundTrip() {
        sample(Duration.ofMillis(10), STORE);
        assertThat(clock.micros()).isEqualTo(STORE + 5_000);
    }

    @Test
    void shorterRoundTrip_isAdopted() {
        sample(Duration.ofMillis(10), STORE);
        long better = clock.micros() + 3_000;
        sample(Duration.ofMillis(2), better);
        assertThat(clock.micros()).isEqualTo(better + 1_000);
    }

    @Test
    void longerRoundTrip_isNotAdopted() {
        sample(Duration.ofMillis(2), STORE);
        long kept = clock.micros();
        sample(Duration.ofMillis(10), kept + 2_000);
        assertThat(clock.micros()).isEqualTo(kept + 10_000);
    }

    @Test
    void oldReading_isWorthLessByTheDrift() {
        sample(Duration.ofMillis(2), STORE);
        nanos.addAndGet(Duration.ofSeconds(100).toNanos());
        long drifted = clock.micros() + 6_000;
        sample(Duration.ofMillis(10), drifted);
        assertThat(clock.micros()).isEqualTo(drifted + 5_000);
    }

    @Test
    void anotherServersTime_isAdoptedWhenItWasSeenThreeTimes() {
        sample(Duration.ofMillis(2), STORE);
        long there = STORE - 60_000_000;
        sample(Duration.ofMillis(2), there);
        sample(Duration.ofMillis(2), there);
        assertThat(clock.micros()).isGreaterThanOrEqualTo(STORE);
        sample(Duration.ofMillis(2), there);
        assertThat(clock.micros()).isEqualTo(there + 1_000);
    }

    @Test
    void contradictionsNotInARow_areNotBelieved() {
        sample(Duration.ofMillis(2), STORE);
        for (int i = 0; i < 10; i++) {
            sample(Duration.ofMillis(2), STORE - 60_000_000);
            sample(Duration.ofMillis(2), clock.micros() + 1_000);
        }
        assertThat(clock.micros()).isGreaterThanOrEqualTo(STORE);
    }

    /** Time passes while Redis replies; Redis reads its clock at some moment in between. */
    private void sample(Duration roundTrip, long storeMicros) {
        long asked = nanos.get();
        clock.sample(asked, nanos.addAndGet(roundTrip.toNanos()), storeMicros);
    }
}
