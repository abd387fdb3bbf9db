package dev.corral.lab.machine;

/**
 * The time for which threads ran on a processor, and the time for which they were ready to run and waited for one.
 *
 * @see <a href="https://docs.kernel.org/scheduler/sched-stats.html">schedstat</a>
 */
public record ReadyTime(long runNanos, long waitNanos) {

    static final ReadyTime NONE = new ReadyTime(0, 0);

    ReadyTime plus(ReadyTime other) {
        return new ReadyTime(runNanos + other.runNanos, waitNanos + other.waitNanos);
    }

    ReadyTime minus(ReadyTime earlier) {
        return new ReadyTime(runNanos - earlier.runNanos, waitNanos - earlier.waitNanos);
    }

    /** The share of the time with work to do that was spent waiting. */
    double waitShare() {
        long ready = runNanos + waitNanos;
        return ready == 0 ? 0 : (double) waitNanos / ready;
    }
}
