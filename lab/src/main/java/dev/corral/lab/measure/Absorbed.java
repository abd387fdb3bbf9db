package dev.corral.lab.measure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The effect of one layer on the requests that reached it: the difference between the probe in front of it and the one
 * behind.
 *
 * @param foreground the requests for which a caller waited
 * @param refreshes the requests for which nobody waited, early refreshes included
 * @param answered the requests that this layer answered itself, by outcome
 * @param passedOn the requests that were forwarded to the next layer
 * @param spawned the refreshes that began in this layer
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

    /**
     * Calculated separately for each purpose, because a refresh that begins in this layer is counted by the probe
     * behind it and not by the one in front of it.
     */
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
