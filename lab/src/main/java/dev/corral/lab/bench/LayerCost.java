package dev.corral.lab.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A measure of the cost that one more layer adds to a hit: the difference between two chains of different lengths, in a
 * process of their own.
 */
final class LayerCost {

    private static final double MICROS_AT_MOST = 1;
    private static final double BYTES_AT_MOST = 250;

    /** The cost of a hit through a chain. */
    record Chain(double nanos, double bytes) {}

    /** The costs by the number of layers. */
    record Seen(Map<Integer, Chain> chains) {

        double nanosOfALayer() {
            return ofALayer(longest().nanos() - shortest().nanos());
        }

        double bytesOfALayer() {
            return ofALayer(longest().bytes() - shortest().bytes());
        }

        private double ofALayer(double difference) {
            TreeMap<Integer, Chain> sorted = new TreeMap<>(chains);
            return difference / (sorted.lastKey() - sorted.firstKey());
        }

        private Chain shortest() {
            return new TreeMap<>(chains).firstEntry().getValue();
        }

        private Chain longest() {
            return new TreeMap<>(chains).lastEntry().getValue();
        }
    }

    private LayerCost() {}

    static Measure.Result measure(ControlledNode controlled) {
        Map<Integer, Chain> chains = new TreeMap<>();
        Microbenchmark.run(LayerBenchmark.class, "depth")
                .forEach((depth, hit) -> chains.put(Integer.valueOf(depth), new Chain(hit.nanos(), hit.bytes())));
        Seen seen = new Seen(chains);
        return new Measure.Result(judge(seen), seen);
    }

    static List<Verdict> judge(Seen seen) {
        return List.of(
                Verdict.ofTime(
                        "time of one more layer in the chain, on a hit", seen.nanosOfALayer(), MICROS_AT_MOST, ""),
                Verdict.ofBytes(
                        "bytes allocated by one more layer, on a hit", seen.bytesOfALayer(), BYTES_AT_MOST, ""));
    }
}
