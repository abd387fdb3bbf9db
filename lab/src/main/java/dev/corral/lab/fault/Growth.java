package dev.corral.lab.fault;

import dev.corral.lab.experiment.Counts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The readings of a soak at equal distances, and how much each number has grown: the median of the last sixth, compared
 * with the median of the sixth that begins after the first third. In a run of thirty minutes these are the minutes 10
 * to 15 and 25 to 30.
 *
 * @param readings the numbers by name; each reading has the same names
 */
record Growth(List<Map<String, Double>> readings) {

    static final int SIXTHS = 6;
    private static final int SETTLED_SIXTHS = 2;

    static String early(String name) {
        return name + ", after a third";
    }

    static String grown(String name) {
        return name + ", growth";
    }

    /** Adds the number after a third of the time and its growth since then. */
    Counts addTo(Counts counts, String name) {
        double early = early(readings, name);
        return counts.and(early(name), early).and(grown(name), late(readings, name) - early);
    }

    private static double early(List<Map<String, Double>> readings, String name) {
        int sixth = readings.size() / SIXTHS;
        return median(readings.subList(SETTLED_SIXTHS * sixth, (SETTLED_SIXTHS + 1) * sixth), name);
    }

    private static double late(List<Map<String, Double>> readings, String name) {
        int sixth = readings.size() / SIXTHS;
        return median(readings.subList(readings.size() - sixth, readings.size()), name);
    }

    private static double median(List<Map<String, Double>> readings, String name) {
        double[] sorted = readings.stream()
                .mapToDouble(reading -> reading.get(name))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("a soak needs at least " + SIXTHS + " readings");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }
}
