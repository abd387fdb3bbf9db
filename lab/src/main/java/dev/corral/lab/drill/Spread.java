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
     * @param within the time within which the first reads of all keys are sent
     * @param perSecond the reads per second of all keys together, once each key is read
     */
    static List<Arrival> over(
            Duration within, KeyClass keyClass, int first, int keys, double perSecond, int nodes, Duration length) {
        return renewed(within, keyClass, first, keys, perSecond, nodes, length, length);
    }

    /**
     * Returns a schedule in which each key is replaced by a new one after some time, so that entries that a busy machine
     * has stored together do not stay together.
     *
     * @param life how long a key is read
     */
    static List<Arrival> renewed(
            Duration within,
            KeyClass keyClass,
            int first,
            int keys,
            double perSecond,
            int nodes,
            Duration length,
            Duration life) {
        double intervalNanos = 1e9 * keys / perSecond;
        List<Arrival> arrivals = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            long offsetNanos = within.toNanos() * key / keys;
            for (int each = 0; offsetNanos + each * intervalNanos < length.toNanos(); each++) {
                long sinceNanos = (long) (each * intervalNanos);
                int number = first + key + keys * (int) (sinceNanos / life.toNanos());
                arrivals.add(new Arrival(offsetNanos + sinceNanos, keyClass, number, (key + each) % nodes));
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::atNanos));
        return arrivals;
    }
}
