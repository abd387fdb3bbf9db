package dev.corral.lab.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The processor time of processes in clock ticks. The time of a process includes that of the children it has waited
 * for, so that the time of a child that ends between two readings is not lost.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">/proc/pid/stat</a>
 */
final class ProcessTime {

    /**
     * The index of the first field after the name in parentheses: user and system time, and then both times of the
     * children that were waited for.
     */
    private static final int FIRST = 11;

    private static final int LAST = 14;

    private ProcessTime() {}

    /** The time of this process and its descendants; 0 if the system does not report it. */
    static long ofLab() {
        ProcessHandle self = ProcessHandle.current();
        return Stream.concat(Stream.of(self), self.descendants())
                .mapToLong(process -> of(process.pid()))
                .sum();
    }

    private static long of(long pid) {
        try {
            return parse(Files.readString(Path.of("/proc", String.valueOf(pid), "stat")));
        } catch (IOException ended) {
            return 0;
        }
    }

    /** Parses the fields after the name, which may contain spaces and parentheses. */
    static long parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int each = FIRST; each <= LAST; each++) {
            ticks += Long.parseLong(fields[each]);
        }
        return ticks;
    }
}
