package dev.corral.lab.bench;

import dev.corral.lab.fleet.LabException;
import dev.corral.lab.machine.ThreadTimes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The processor time that a process takes from one moment on.
 *
 * <p>Where the system tells it for each thread to the nanosecond, those are added up: what it tells of a whole process is
 * rounded to a clock tick, which is a hundredth of what a window of a second costs. What the compiler takes is left out
 * there: it is paid once after a start, and how long it goes on is not a request's doing.
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

    /** Since this was made. A thread that has ended since is left out. */
    long micros() {
        long nanos = threadsNanos.isEmpty()
                ? whole(pid).minus(whole).toNanos()
                : threadsNanos(pid).entrySet().stream()
                        .mapToLong(thread -> thread.getValue() - threadsNanos.getOrDefault(thread.getKey(), 0L))
                        .sum();
        return nanos / 1_000;
    }

    /** By thread; none where the system does not tell. */
    private static Map<Path, Long> threadsNanos(long pid) {
        Map<Path, Long> nanos = new HashMap<>();
        ThreadTimes.of(pid).forEach((thread, time) -> nanos.put(thread, time.runNanos()));
        return nanos;
    }

    private static Duration whole(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new LabException("the system does not tell what process " + pid + " has cost"));
    }
}
