package dev.corral.lab.measure;

import java.util.Map;
import java.util.TreeMap;

/**
 * The counts of one probe: the requests of one purpose that reached its layer, and their outcomes.
 *
 * @param layer the layer behind the probe
 */
public record Flow(String layer, String purpose, long requests, Map<String, Long> outcomes) {

    static Flow none(String layer, String purpose) {
        return new Flow(layer, purpose, 0, Map.of());
    }

    /** @param sign 1 adds the other's numbers, -1 subtracts them */
    Flow with(Flow other, int sign) {
        Map<String, Long> sums = new TreeMap<>(outcomes);
        other.outcomes.forEach((outcome, count) -> sums.merge(outcome, sign * count, Long::sum));
        return new Flow(layer, purpose, requests + sign * other.requests, sums);
    }
}
