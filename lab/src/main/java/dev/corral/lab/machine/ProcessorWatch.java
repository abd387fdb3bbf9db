package dev.corral.lab.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Watches, from one moment on, what the lab and its child processes get of the processors. */
public final class ProcessorWatch {

    private final long beganNanos = System.nanoTime();
    private final Map<Path, ReadyTime> threads = threadsOfChildren();
    private final Map<Long, Duration> processes = processes();
    private final Optional<Cores> cores = Cores.now();

    private ProcessorWatch() {}

    public static ProcessorWatch begin() {
        return new ProcessorWatch();
    }

    /** So far. Where the system does not tell, there was none. */
    public Contention elapsed() {
        double seconds =
                (System.nanoTime() - beganNanos) / 1e9 * Runtime.getRuntime().availableProcessors();
        double own = used(processes, processes()).toNanos() / 1e9 / seconds;
        double waitShare = between(threads, threadsOfChildren()).waitShare();
        return cores.flatMap(before -> Cores.now().map(now -> now.busyShare(before)))
                .map(busy -> new Contention(waitShare, busy, Math.max(0, busy - own)))
                .orElse(Contention.NONE);
    }

    /** A thread that has ended meanwhile is left out. */
    static ReadyTime between(Map<Path, ReadyTime> before, Map<Path, ReadyTime> after) {
        return after.entrySet().stream()
                .map(thread -> thread.getValue().minus(before.getOrDefault(thread.getKey(), ReadyTime.NONE)))
                .reduce(ReadyTime.NONE, ReadyTime::plus);
    }

    /** A process that has ended meanwhile is left out. */
    static Duration used(Map<Long, Duration> before, Map<Long, Duration> after) {
        return after.entrySet().stream()
                .map(process -> process.getValue().minus(before.getOrDefault(process.getKey(), Duration.ZERO)))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Map<Path, ReadyTime> threadsOfChildren() {
        Map<Path, ReadyTime> times = new HashMap<>();
        ProcessHandle.current().descendants().forEach(child -> times.putAll(ThreadTimes.of(child.pid())));
        return times;
    }

    private static Map<Long, Duration> processes() {
        Map<Long, Duration> times = new HashMap<>();
        ProcessHandle self = ProcessHandle.current();
        Stream.concat(Stream.of(self), self.descendants())
                .forEach(
                        process -> process.info().totalCpuDuration().ifPresent(time -> times.put(process.pid(), time)));
        return times;
    }
}
