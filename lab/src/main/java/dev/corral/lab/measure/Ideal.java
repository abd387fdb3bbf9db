package dev.corral.lab.measure;

import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.scenario.Scenario;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The smallest number of queries that a perfect cache would send for this load: one query each time a key is read whose
 * TTL has run out. A perfect cache is a single one, never loses an entry, and fills an entry in no time. Hot and
 * product keys are cached when the load begins.
 */
public record Ideal(long hot, long products, long absent) {

    public long queries() {
        return hot + products + absent;
    }

    public static Ideal of(List<Arrival> arrivals, Scenario.Times times) {
        Map<String, Long> expiresNanos = new HashMap<>();
        long[] needed = new long[KeyClass.values().length];
        for (Arrival arrival : arrivals) {
            long ttlNanos = switch (arrival.keyClass()) {
                case HOT -> times.hotTtl().toNanos();
                case PRODUCT, LASTING -> times.productTtl().toNanos();
                case ABSENT -> times.negativeTtl().toNanos();
                case BRIEF -> Scenario.BRIEF_TTL.toNanos();
            };
            long cachedAtStart = arrival.keyClass() == KeyClass.ABSENT ? Long.MIN_VALUE : ttlNanos;
            if (arrival.atNanos() >= expiresNanos.getOrDefault(arrival.id(), cachedAtStart)) {
                needed[arrival.keyClass().ordinal()]++;
                expiresNanos.put(arrival.id(), arrival.atNanos() + ttlNanos);
            }
        }
        return new Ideal(
                needed[KeyClass.HOT.ordinal()], needed[KeyClass.PRODUCT.ordinal()], needed[KeyClass.ABSENT.ordinal()]);
    }
}
