package dev.corral.lab.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The load of the processors on which this process may run, in clock ticks since the machine started.
 *
 * @param busy the ticks used by any process or by the hypervisor, without interrupts
 * @param all all ticks, idle ones included
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_stat.5.html">/proc/stat</a>
 */
record Cores(long busy, long all) {

    private static final Pattern LINE = Pattern.compile("cpu(\\d+) (.*)");
    private static final Pattern ALLOWED = Pattern.compile("(?m)^Cpus_allowed_list:\\s*(\\S+)$");
    private static final int USER = 0;
    private static final int NICE = 1;
    private static final int SYSTEM = 2;
    private static final int STEAL = 7;

    /** Returns the current ticks; empty if the system does not report them. */
    static Optional<Cores> now() {
        try {
            Matcher allowed = ALLOWED.matcher(Files.readString(Path.of("/proc/self/status")));
            return allowed.find()
                    ? Optional.of(parse(Files.readAllLines(Path.of("/proc/stat")), allowed.group(1)))
                    : Optional.empty();
        } catch (IOException | RuntimeException untold) {
            return Optional.empty();
        }
    }

    /** @param allowed the numbers of the processors, such as {@code 0-3,8} */
    static Cores parse(List<String> stat, String allowed) {
        return stat.stream()
                .map(LINE::matcher)
                .filter(line -> line.matches() && contains(allowed, Integer.parseInt(line.group(1))))
                .map(line -> ofLine(line.group(2)))
                .reduce(new Cores(0, 0), Cores::plus);
    }

    private static boolean contains(String ranges, int number) {
        return Stream.of(ranges.split(",")).anyMatch(range -> {
            String[] ends = range.split("-");
            return number >= Integer.parseInt(ends[0]) && number <= Integer.parseInt(ends[ends.length - 1]);
        });
    }

    private static Cores ofLine(String numbers) {
        long[] ticks = Stream.of(numbers.strip().split(" +"))
                .mapToLong(Long::parseLong)
                .toArray();
        long all = 0;
        for (int each = 0; each <= STEAL; each++) {
            all += ticks[each];
        }
        return new Cores(ticks[USER] + ticks[NICE] + ticks[SYSTEM] + ticks[STEAL], all);
    }

    private Cores plus(Cores other) {
        return new Cores(busy + other.busy, all + other.all);
    }

    /** The share of the time since the earlier reading in which the processors were busy. */
    double busyShare(Cores earlier) {
        return share(earlier, busy - earlier.busy);
    }

    /** The share of these ticks in all ticks since the earlier reading. */
    double share(Cores earlier, long ticks) {
        return all == earlier.all ? 0 : (double) ticks / (all - earlier.all);
    }
}
