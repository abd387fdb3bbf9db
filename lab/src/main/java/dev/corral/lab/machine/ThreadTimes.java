package dev.corral.lab.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The processor times of a process' threads, in nanoseconds, if the system reports them. The threads of the compiler
 * are left out: their work is done once after a start, at a time that does not depend on the requests.
 */
public final class ThreadTimes {

    private static final Pattern COMPILER = Pattern.compile("C[12] Compiler.*");

    private ThreadTimes() {}

    /** Returns the times by thread; empty if the system does not report them. */
    public static Map<Path, ReadyTime> of(long pid) {
        Map<Path, ReadyTime> times = new HashMap<>();
        for (Path thread : threads(Path.of("/proc", String.valueOf(pid), "task"))) {
            try {
                if (!COMPILER.matcher(Files.readString(thread.resolve("comm"))).lookingAt()) {
                    times.put(thread, parse(Files.readString(thread.resolve("schedstat"))));
                }
            } catch (IOException ended) {
                // A thread may end between the listing and the reading of its file.
            }
        }
        return times;
    }

    /** Parses two times and a third number, which counts how often the thread ran. */
    static ReadyTime parse(String schedstat) {
        String[] numbers = schedstat.strip().split(" ");
        return new ReadyTime(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }

    private static List<Path> threads(Path tasks) {
        try (Stream<Path> threads = Files.list(tasks)) {
            return threads.toList();
        } catch (IOException unknown) {
            return List.of();
        }
    }
}
