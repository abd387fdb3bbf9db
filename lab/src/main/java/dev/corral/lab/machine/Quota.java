package dev.corral.lab.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The counters of a control group's processor quota.
 *
 * @param periods the periods in which the group had work
 * @param throttled the periods in which the group had used up its quota and was stopped
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">cpu.stat</a>
 */
record Quota(long periods, long throttled) {

    private static final Quota NONE = new Quota(0, 0);

    /** A line of {@code /proc/self/cgroup} for version 2, or for the controller cpu of version 1. */
    private static final Pattern GROUP = Pattern.compile("(?m)^\\d+:(|(?:[^:]*,)?cpu(?:,[^:]*)?):(/.*)$");

    private static final Pattern PERIODS = Pattern.compile("(?m)^nr_periods (\\d+)$");
    private static final Pattern THROTTLED = Pattern.compile("(?m)^nr_throttled (\\d+)$");

    /**
     * Returns the quotas by the files of the control groups that have one; empty if the system does not report them.
     */
    static Map<Path, Quota> now() {
        try {
            return read(files(Files.readString(Path.of("/proc/self/cgroup")), Path.of("/sys/fs/cgroup")));
        } catch (IOException untold) {
            return Map.of();
        }
    }

    private static Map<Path, Quota> read(List<Path> files) {
        Map<Path, Quota> quotas = new HashMap<>();
        for (Path file : files) {
            try {
                quotas.put(file, parse(Files.readString(file)));
            } catch (IOException absent) {
                // A container does not see the groups above its own.
            }
        }
        return quotas;
    }

    /**
     * Returns the files of the group and of all groups above it. In a container, the path of the group may be missing,
     * while the root exists.
     */
    static List<Path> files(String groups, Path root) {
        List<Path> files = new ArrayList<>();
        Matcher group = GROUP.matcher(groups);
        while (group.find()) {
            Path top = root.resolve(group.group(1));
            Path path = Path.of(group.group(2));
            for (Path each = path; each != null; each = each.getParent()) {
                files.add(top.resolve(Path.of("/").relativize(each)).resolve("cpu.stat"));
            }
        }
        return files;
    }

    static Quota parse(String stat) {
        return new Quota(figure(PERIODS, stat), figure(THROTTLED, stat));
    }

    private static long figure(Pattern name, String stat) {
        Matcher figure = name.matcher(stat);
        return figure.find() ? Long.parseLong(figure.group(1)) : 0;
    }

    /** The share of the periods between two readings in which a group was stopped; the largest share of all groups. */
    static double throttledShare(Map<Path, Quota> before, Map<Path, Quota> after) {
        return after.entrySet().stream()
                .mapToDouble(group -> group.getValue().throttledShare(before.getOrDefault(group.getKey(), NONE)))
                .max()
                .orElse(0);
    }

    private double throttledShare(Quota earlier) {
        long passed = periods - earlier.periods;
        return passed <= 0 ? 0 : (double) (throttled - earlier.throttled) / passed;
    }
}
