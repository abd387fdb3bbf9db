package dev.corral.guard.fleet;

import dev.corral.guard.testing.VirtualTime;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Injects the faults of a mix, each at random moments, until the mix ends; then repairs the faults that can be
 * repaired.
 */
final class Faults {

    private static final long HOUR_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final int MOST_CHANGES_IN_A_ROW = 4;
    private static final double LONGEST_DEAFNESS_SECONDS = 4;

    private final Simulation fleet;
    private final VirtualTime time;
    private final Random random;
    private final long endNanos;

    Faults(Simulation fleet, VirtualTime time, Random random, Duration run) {
        this.fleet = fleet;
        this.time = time;
        this.random = random;
        this.endNanos = run.toNanos();
    }

    void begin(Mix mix) {
        happen(mix, Fault.CHANGE, 1, this::change);
        happen(mix, Fault.JUMP, 5, this::jump);
        happen(mix, Fault.CRASH, 8, () -> fleet.crash(fleet.anyone()));
        happen(mix, Fault.PAUSE, 6, this::pause);
        happen(mix, Fault.DEAFNESS, 6, () -> deafen(fleet.anyone(), drawn(LONGEST_DEAFNESS_SECONDS)));
        happen(mix, Fault.CUT, 10, this::cut);
        happen(mix, Fault.FLUSH, 6, fleet::flush);
        happen(mix, Fault.REFUSAL, 8, this::refuse);
    }

    private void happen(Mix mix, Fault fault, double everySeconds, Runnable event) {
        if (mix.has(fault)) {
            arrivals(everySeconds, event);
        }
    }

    /** Runs an event at the times of a Poisson process. */
    void arrivals(double everySeconds, Runnable event) {
        long after = (long) (-Math.log(1 - random.nextDouble()) * everySeconds * 1e9) + 1;
        if (time.nanos() + after < endNanos) {
            later(after, () -> {
                event.run();
                arrivals(everySeconds, event);
            });
        }
    }

    /** Changes the row a few times in a row: each change may happen during the load that the previous one caused. */
    private void change() {
        for (int left = 1 + random.nextInt(MOST_CHANGES_IN_A_ROW); left > 0; left--) {
            later(drawn(0.1), fleet::change);
        }
    }

    private void jump() {
        fleet.anyone().machine().jump(random.nextBoolean() ? HOUR_MICROS : -HOUR_MICROS);
    }

    private void pause() {
        Member member = fleet.anyone();
        if (!member.machine().paused()) {
            fleet.paused();
            member.machine().pause();
            later(drawn(5), member.machine()::resume);
        }
    }

    /** Loses the pushes of a node. The node detects it by missing heartbeats; the connection is opened again later. */
    private void deafen(Member member, long nanos) {
        member.deafen();
        later((long) (nanos * random.nextDouble()), member::noticeDeafness);
        later(nanos, member::hearAgain);
    }

    private void cut() {
        long nanos = drawn(3);
        fleet.weather().cut(true);
        fleet.members().forEach(member -> deafen(member, nanos));
        later(nanos, () -> fleet.weather().cut(false));
    }

    /** Makes queries fail, perhaps for longer than an entry is stale. */
    private void refuse() {
        fleet.refuse(true);
        later(drawn(20), () -> fleet.refuse(false));
    }

    /** Draws a time of up to this number of seconds, in nanoseconds. */
    private long drawn(double seconds) {
        return (long) (random.nextDouble() * seconds * 1e9);
    }

    private void later(long nanos, Runnable event) {
        time.schedule(event, nanos, TimeUnit.NANOSECONDS);
    }
}
