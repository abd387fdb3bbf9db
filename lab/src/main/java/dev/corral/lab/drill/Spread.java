package dev.corral.lab.drill;

import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.KeyClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Schedules of reads in which each key is read at a fixed interval. The first reads are spread over the TTL, so that the
 * entries are not written together and do not expire together.
 */
final class Spread {

    private Spread() {}

    /**
     * Returns a schedule of these keys.
     *
     * @param perSecond the reads per second of all keys together, once each key is read
     */
    static List<Arrival> over(
            Duration ttl, KeyClass keyClass, int first, int keys, double perSecond, int nodes, Duration length) {
        double intervalNanos = 1e9 * keys / perSecond;
        List<Arrival> arrivals = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            long offsetNanos = ttl.toNanos() * key / keys;
            for (int each = 0; offsetNanos + each * intervalNanos < length.toNanos(); each++) {
                long atNanos = offsetNanos + (long) (each * intervalNanos);
                arrivals.add(new Arrival(atNanos, keyClass, first + key, (key + each) % nodes));
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::atNanos));
        return arrivals;
    }
}
