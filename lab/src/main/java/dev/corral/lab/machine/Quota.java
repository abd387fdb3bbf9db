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
 * What the processor quota of a control group has done so far.
 *
 * @param periods in which the group had work
 * @param throttled those in which it had used up its quota and was stopped
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">cpu.stat</a>
 */
record Quota(long periods, long throttled) {

    private static final Quota NONE = new Quota(0, 0);

    /** A line of {@code /proc/self/cgroup}: of version 2, or of the controller cpu of version 1. */
    private static final Pattern GROUP = Pattern.compile("(?m)^\\d+:(|(?:[^:]*,)?cpu(?:,[^:]*)?):(/.*)$");

    private static final Pattern PERIODS = Pattern.compile("(?m)^nr_periods (\\d+)$");
    private static final Pattern THROTTLED = Pattern.compile("(?m)^nr_throttled (\\d+)$");

    /** By the file of each group that has one; none where the system does not tell. */
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

    /** Of the group and of all above it; in a container, its own path may not be there, and its root is. */
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

    /** The part of the periods in between in which a group was stopped: the largest of all groups. */
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
