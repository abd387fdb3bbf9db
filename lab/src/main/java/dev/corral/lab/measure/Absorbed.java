package dev.corral.lab.measure;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The effect of one layer on the requests that reached it: the difference between the probe in front of it and the
 * probes behind it.
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

    /** @param inside the counts of each layer inside this one, outermost first */
    static Absorbed between(String layer, List<Flow> before, List<List<Flow>> inside) {
        List<Flow> behind = inside.isEmpty() ? List.of() : inside.getFirst();
        long refreshes = requests(before) - foreground(before);
        long refreshesBehind = requests(behind) - foreground(behind);
        return new Absorbed(
                layer,
                foreground(before),
                refreshes,
                answered(before, inside),
                foreground(behind) + Math.min(refreshes, refreshesBehind),
                Math.max(0, refreshesBehind - refreshes));
    }

    /**
     * Calculated separately for each purpose, because a refresh that begins in this layer is counted by the probe
     * behind it and not by the one in front of it.
     */
    private static Map<String, Long> answered(List<Flow> before, List<List<Flow>> inside) {
        Map<String, Long> answered = new TreeMap<>();
        for (Flow flow : before) {
            flow.outcomes().forEach((outcome, count) -> {
                long own = count - further(inside, flow.purpose(), outcome);
                answered.merge(outcome, Math.max(0, own), Long::sum);
            });
        }
        answered.values().removeIf(count -> count == 0);
        return answered;
    }

    /** The count of the first layer inside that can cause the outcome: the layers between only pass it on. */
    private static long further(List<List<Flow>> inside, String purpose, String outcome) {
        return inside.stream()
                .flatMap(List::stream)
                .filter(flow -> flow.purpose().equals(purpose))
                .map(flow -> flow.outcomes().get(outcome))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(0L);
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
