package dev.corral.lab.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The processor time, in clock ticks, of a process, its children, and the ended processes that they have waited for. The
 * system adds the time of an ended process to its parent, so no time is lost between two readings.
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
