package dev.corral.lab.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The expected duration of a run: the sum of the durations of its parts. */
public record Estimate(List<Part> parts) {

    private static final Duration START = Duration.ofSeconds(9);
    private static final Duration REPORT = Duration.ofSeconds(2);
    private static final int ROUNDED_TO_SECONDS = 10;

    public record Part(String name, Duration length) {

        @Override
        public String toString() {
            return name + " " + Math.round(length.toMillis() / 1e3) + " s";
        }
    }

    /** Returns the estimate for a run that only starts a fleet, ends it, and writes a report. */
    public static Estimate ofFleet() {
        return new Estimate(List.of(new Part("the start", START), new Part("the report", REPORT)));
    }

    /** Returns the estimate with one more part, before the report. */
    public Estimate and(String name, Duration length) {
        List<Part> more = new ArrayList<>(parts);
        more.add(parts.size() - 1, new Part(name, length));
        return new Estimate(more);
    }

    public Duration total() {
        return parts.stream().map(Part::length).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public String toString() {
        return "This run takes about " + rounded() + ": "
                + parts.stream().map(Part::toString).collect(Collectors.joining(", ")) + ".";
    }

    private String rounded() {
        long seconds = Math.round(total().toMillis() / 1e3 / ROUNDED_TO_SECONDS) * ROUNDED_TO_SECONDS;
        String minutes = count(seconds / 60, "minute");
        return seconds % 60 == 0 ? minutes : (seconds < 60 ? "" : minutes + " ") + count(seconds % 60, "second");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
