package dev.corral.lab.measure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one layer did with the requests that came to it: the difference between the probe before it and the one behind.
 *
 * @param foreground requests that came with a caller waiting
 * @param refreshes that came with nobody waiting, early ones included
 * @param answered by this layer itself, by outcome
 * @param passedOn that went further in
 * @param spawned refreshes that begin here
 */
public record Absorbed(
        String layer, long foreground, long refreshes, Map<String, Long> answered, long passedOn, long spawned) {

    private static final String FOREGROUND = "foreground";

    static Absorbed between(String layer, List<Flow> before, List<Flow> behind) {
        long refreshes = requests(before) - foreground(before);
        long refreshesBehind = requests(behind) - foreground(behind);
        return new Absorbed(
                layer,
                foreground(before),
                refreshes,
                answered(before, behind),
                foreground(behind) + Math.min(refreshes, refreshesBehind),
                Math.max(0, refreshesBehind - refreshes));
    }

    /** By purpose, because a refresh that begins here leaves the probe behind and never came to the one before. */
    private static Map<String, Long> answered(List<Flow> before, List<Flow> behind) {
        Map<String, Long> answered = new TreeMap<>();
        for (Flow flow : before) {
            Map<String, Long> own = behind.stream()
                    .filter(further -> further.purpose().equals(flow.purpose()))
                    .reduce(flow, (sum, further) -> sum.with(further, -1))
                    .outcomes();
            own.forEach((outcome, count) -> answered.merge(outcome, Math.max(0, count), Long::sum));
        }
        answered.values().removeIf(count -> count == 0);
        return answered;
    }

    public long entered() {
        return foreground + refreshes;
    }

    public long absorbed() {
        return answered.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long requests(List<Flow> flows) {
        return flows.stream().mapToLong(Flow::requests).sum();
    }

    private static long foreground(List<Flow> flows) {
        return requests(
                flows.stream().filter(flow -> flow.purpose().equals(FOREGROUND)).toList());
    }
}
