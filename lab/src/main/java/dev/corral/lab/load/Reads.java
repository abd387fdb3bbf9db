package dev.corral.lab.load;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Arrivals at an even pace, from node to node. */
public final class Reads {

    private Reads() {}

    /** The same key again and again. */
    public static List<Arrival> of(KeyClass keyClass, int perSecond, Duration span, int nodes) {
        int count = (int) (perSecond * span.toMillis() / 1_000);
        return paced(count, perSecond)
                .map(each -> each.arrival(keyClass, 0, each.number % nodes))
                .toList();
    }

    /** Each key once. */
    public static List<Arrival> each(KeyClass keyClass, int first, int keys, int perSecond, int nodes) {
        return each(keyClass, first, keys, perSecond, nodes, 0);
    }

    /** Each key once, that many nodes further than the call above would. */
    public static List<Arrival> each(KeyClass keyClass, int first, int keys, int perSecond, int nodes, int further) {
        return paced(keys, perSecond)
                .map(each -> each.arrival(keyClass, first + each.number, (each.number + further) % nodes))
                .toList();
    }

    /** Each key so often on each of these nodes, one read after another. */
    public static List<Arrival> on(
            List<Integer> nodes, KeyClass keyClass, int first, int keys, int times, int perSecond) {
        int perKey = nodes.size() * times;
        return paced(keys * perKey, perSecond)
                .map(each ->
                        each.arrival(keyClass, first + each.number / perKey, nodes.get(each.number % nodes.size())))
                .toList();
    }

    /** Each of some keys in turn on one node, again and again. */
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
