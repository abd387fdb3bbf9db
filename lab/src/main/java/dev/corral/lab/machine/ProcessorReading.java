package dev.corral.lab.machine;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the lab and its child processes have had of the processors so far, and what all processes have.
 *
 * @param threads of the child processes
 * @param own processor time of the lab and its child processes, in clock ticks
 * @param cores on which they may run; empty where the system does not tell
 * @param quotas of the control groups that they are in
 */
record ProcessorReading(Map<Path, ReadyTime> threads, long own, Optional<Cores> cores, Map<Path, Quota> quotas) {

    static ProcessorReading now() {
        Map<Path, ReadyTime> threads = new HashMap<>();
        ProcessHandle.current().descendants().forEach(child -> threads.putAll(ThreadTimes.of(child.pid())));
        return new ProcessorReading(threads, ProcessTime.ofLab(), Cores.now(), Quota.now());
    }

    /** What happened since then. Where the system does not tell, there was none. */
    Contention since(ProcessorReading earlier) {
        double waitShare = between(earlier.threads, threads).waitShare();
        double throttledShare = Quota.throttledShare(earlier.quotas, quotas);
        return earlier.cores
                .flatMap(before -> cores.map(now -> contention(before, now, own - earlier.own)))
                .map(shares -> new Contention(waitShare, shares.busyShare(), shares.othersShare(), throttledShare))
                .orElse(Contention.NONE);
    }

    /** Both shares are of the same processors, whatever part of them a quota allows. */
    private static Contention contention(Cores before, Cores now, long ownTicks) {
        double busy = now.busyShare(before);
        return new Contention(0, busy, Math.max(0, busy - now.share(before, ownTicks)), 0);
    }

    /** A thread that has ended meanwhile is left out. */
    static ReadyTime between(Map<Path, ReadyTime> before, Map<Path, ReadyTime> after) {
        return after.entrySet().stream()
                .map(thread -> thread.getValue().minus(before.getOrDefault(thread.getKey(), ReadyTime.NONE)))
                .reduce(ReadyTime.NONE, ReadyTime::plus);
    }
}
