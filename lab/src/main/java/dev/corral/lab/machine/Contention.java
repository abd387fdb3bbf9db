package dev.corral.lab.machine;

import dev.corral.lab.text.Text;

/**
 * The competition for the processors during a measurement.
 *
 * @param waitShare the share of the time with work to do in which the fleet's processes waited for a processor
 * @param busyShare the share of the processors' time in which they were busy
 * @param othersShare the share of the processors' time that was used by other processes and the hypervisor
 * @param throttledShare the share of the periods of a processor quota in which it was used up and the processes were
 *     stopped
 */
public record Contention(double waitShare, double busyShare, double othersShare, double throttledShare) {

    public static final Contention NONE = new Contention(0, 0, 0, 0);

    /** High, because the threads of the fleet also wait for each other in bursts of the fleet's own load. */
    static final double WAIT_AT_MOST = 0.8;

    static final double BUSY_AT_MOST = 0.97;
    static final double OTHERS_AT_MOST = 0.2;
    static final double THROTTLED_AT_MOST = 0.2;

    /** Whether the measurement reflects the machine and not the cache. */
    public boolean tooMuch() {
        return isThrottled() || waitShare > WAIT_AT_MOST && (busyShare > BUSY_AT_MOST || othersShare > OTHERS_AT_MOST);
    }

    /** Whether other processes or a quota took the processors. A fleet that is busy by itself does not count. */
    public boolean takenByOthers() {
        return isThrottled() || othersShare > OTHERS_AT_MOST;
    }

    private boolean isThrottled() {
        return throttledShare > THROTTLED_AT_MOST;
    }

    @Override
    public String toString() {
        return isThrottled() ? throttling() : waiting();
    }

    private String throttling() {
        return Text.of(
                "the processor quota of the control group was used up in %.0f %% of its periods, and stopped the fleet",
                throttledShare * 100);
    }

    private String waiting() {
        return Text.of(
                "the processors were busy for %.0f %% of the time (%.0f %% with processes of others), and the fleet waited for one"
                        + " in %.0f %% of the time in which it had work",
                busyShare * 100, othersShare * 100, waitShare * 100);
    }
}
