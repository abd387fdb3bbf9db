package dev.corral.lab.machine;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A reading of the processor time that the lab, its child processes and all processes have used so far.
 *
 * @param threads the times of the threads of the child processes
 * @param own the processor time of the lab and its child processes, in clock ticks
 * @param cores the processors on which they may run; empty if the system does not report them
 * @param quotas the quotas of their control groups
 */
record ProcessorReading(Map<Path, ReadyTime> threads, long own, Optional<Cores> cores, Map<Path, Quota> quotas) {

    static ProcessorReading now() {
        Map<Path, ReadyTime> threads = new HashMap<>();
        ProcessHandle.current().descendants().forEach(child -> threads.putAll(ThreadTimes.of(child.pid())));
        return new ProcessorReading(threads, ProcessTime.ofLab(), Cores.now(), Quota.now());
    }

    /** Returns the contention since the earlier reading; zero for what the system does not report. */
    Contention since(ProcessorReading earlier) {
        double waitShare = between(earlier.threads, threads).waitShare();
        double throttledShare = Quota.throttledShare(earlier.quotas, quotas);
        return earlier.cores
                .flatMap(before -> cores.map(now -> contention(before, now, own - earlier.own)))
                .map(shares -> new Contention(waitShare, shares.busyShare(), shares.othersShare(), throttledShare))
                .orElse(Contention.NONE);
    }

    /** Both shares refer to the same processors, whatever share of them a quota allows. */
    private static Contention contention(Cores before, Cores now, long ownTicks) {
        double busy = now.busyShare(before);
        return new Contention(0, busy, Math.max(0, busy - now.share(before, ownTicks)), 0);
    }

    /** Sums the differences of all threads; a thread that has ended meanwhile is left out. */
    static ReadyTime between(Map<Path, ReadyTime> before, Map<Path, ReadyTime> after) {
        return after.entrySet().stream()
                .map(thread -> thread.getValue().minus(before.getOrDefault(thread.getKey(), ReadyTime.NONE)))
                .reduce(ReadyTime.NONE, ReadyTime::plus);
    }
}
