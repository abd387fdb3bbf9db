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
 * The processor times of a process's threads, to the nanosecond, where the system tells them. The compiler's threads are
 * left out: their work is done once after a start, and when it is done is not a request's doing.
 */
public final class ThreadTimes {

    private static final Pattern COMPILER = Pattern.compile("C[12] Compiler.*");

    private ThreadTimes() {}

    /** By thread; none where the system does not tell. */
    public static Map<Path, ReadyTime> of(long pid) {
        Map<Path, ReadyTime> times = new HashMap<>();
        for (Path thread : threads(Path.of("/proc", String.valueOf(pid), "task"))) {
            try {
                if (!COMPILER.matcher(Files.readString(thread.resolve("comm"))).lookingAt()) {
                    times.put(thread, parse(Files.readString(thread.resolve("schedstat"))));
                }
            } catch (IOException ended) {
                // A thread may end between the two looks.
            }
        }
        return times;
    }

    /** Two numbers and a third, which counts how often it ran. */
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
