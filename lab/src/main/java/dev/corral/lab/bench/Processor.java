package dev.corral.lab.bench;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.machine.ThreadTimes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The processor time that a process uses from a given moment on.
 *
 * <p>If the system reports the time of each thread in nanoseconds, those times are added. The time of a whole process
 * is rounded to a clock tick, which is a hundredth of the cost of a window of a second. The threads of the compiler are
 * then left out: their work is done once after a start, and its duration does not depend on the requests.
 */
final class Processor {

    private final long pid;
    private final Map<Path, Long> threadsNanos;
    private final Duration whole;

    private Processor(long pid) {
        this.pid = pid;
        this.threadsNanos = threadsNanos(pid);
        this.whole = whole(pid);
    }

    static Processor of(long pid) {
        return new Processor(pid);
    }

    /** The time since this object was created, without the threads that have ended since. */
    long micros() {
        long nanos = threadsNanos.isEmpty()
                ? whole(pid).minus(whole).toNanos()
                : threadsNanos(pid).entrySet().stream()
                        .mapToLong(thread -> thread.getValue() - threadsNanos.getOrDefault(thread.getKey(), 0L))
                        .sum();
        return nanos / 1_000;
    }

    /** Returns the times by thread; empty if the system does not report them. */
    private static Map<Path, Long> threadsNanos(long pid) {
        Map<Path, Long> nanos = new HashMap<>();
        ThreadTimes.of(pid).forEach((thread, time) -> nanos.put(thread, time.runNanos()));
        return nanos;
    }

    private static Duration whole(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new LabException("the system does not report the CPU time of process " + pid));
    }
}
