package dev.corral.lab.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The counts of a measurement by name, in the order in which they were added. */
public record Counts(@JsonValue Map<String, Double> counts) {

    public static final Counts NOTHING = new Counts(Map.of());

    public static final String FAILED = "failed";
    public static final String WRONG = "wrong";

    @JsonCreator
    public Counts {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    /** Returns the number of a load's reads, of those that failed, and of the wrong values. */
    public static Counts of(Counted counted) {
        return NOTHING.and("reads", counted.samples().size())
                .and(FAILED, counted.failed())
                .and(WRONG, counted.wrong());
    }

    public Counts and(String name, double count) {
        Map<String, Double> more = new LinkedHashMap<>(counts);
        more.put(name, count);
        return new Counts(more);
    }

    /** Returns the sums of the counts of two rounds. */
    public Counts plus(Counts other) {
        Map<String, Double> sums = new LinkedHashMap<>(counts);
        other.counts.forEach((name, count) -> sums.merge(name, count, Double::sum));
        return new Counts(sums);
    }

    /** @throws IllegalStateException if there is no count of that name */
    public double get(String name) {
        Double count = counts.get(name);
        if (count == null) {
            throw new IllegalStateException("there is no count '" + name + "' in " + this);
        }
        return count;
    }

    public boolean none(String name) {
        return get(name) == 0;
    }

    /** Returns one count as text, as an integer if it is whole. */
    public String text(String name) {
        return number(get(name));
    }

    private static String number(double count) {
        if (Double.isNaN(count)) {
            return "none";
        }
        boolean whole = count == Math.rint(count) && Math.abs(count) < 1e15;
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%,.1f", count);
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(each -> each.getKey() + " " + number(each.getValue()))
                .collect(Collectors.joining(", "));
    }
}
