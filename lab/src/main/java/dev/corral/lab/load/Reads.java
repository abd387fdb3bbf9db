package dev.corral.lab.load;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Schedules of reads at a fixed rate over the nodes. */
public final class Reads {

    private Reads() {}

    /** The time in which this number of reads is sent. */
    public static Duration span(int reads, int perSecond) {
        return Duration.ofMillis(1_000L * reads / perSecond);
    }

    /** Reads the same key repeatedly, on each node in turn. */
    public static List<Arrival> of(KeyClass keyClass, int perSecond, Duration span, int nodes) {
        int count = (int) (perSecond * span.toMillis() / 1_000);
        return paced(count, perSecond)
                .map(each -> each.arrival(keyClass, 0, each.number % nodes))
                .toList();
    }

    /** Reads each key once, on each node in turn. */
    public static List<Arrival> each(KeyClass keyClass, int first, int keys, int perSecond, int nodes) {
        return each(keyClass, first, keys, perSecond, nodes, 0);
    }

    /**
     * Reads each key once, on each node in turn.
     *
     * @param further by how many nodes the order is shifted
     */
    public static List<Arrival> each(KeyClass keyClass, int first, int keys, int perSecond, int nodes, int further) {
        return paced(keys, perSecond)
                .map(each -> each.arrival(keyClass, first + each.number, (each.number + further) % nodes))
                .toList();
    }

    /** Reads each key this many times on each of these nodes, in turn. */
    public static List<Arrival> on(
            List<Integer> nodes, KeyClass keyClass, int first, int keys, int times, int perSecond) {
        int perKey = nodes.size() * times;
        return paced(keys * perKey, perSecond)
                .map(each ->
                        each.arrival(keyClass, first + each.number / perKey, nodes.get(each.number % nodes.size())))
                .toList();
    }

    /** Reads the keys in turn on one node, repeatedly. */
    public static List<Arrival> round(int node, KeyClass keyClass, int first, int keys, int reads, int perSecond) {
        return paced(reads, perSecond)
                .map(each -> each.arrival(keyClass, first + each.number % keys, node))
                .toList();
    }

    private record Pace(int number, long atNanos) {
        Arrival arrival(KeyClass keyClass, int key, int node) {
            return new Arrival(atNanos, keyClass, key, node);
        }
    }

    private static java.util.stream.Stream<Pace> paced(int count, int perSecond) {
        return IntStream.range(0, count).mapToObj(each -> new Pace(each, each * 1_000_000_000L / perSecond));
    }
}
