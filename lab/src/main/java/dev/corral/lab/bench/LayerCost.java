package dev.corral.lab.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A measure of the cost that one more layer adds to a hit: the difference between two chains of different lengths, in a
 * process of their own.
 */
final class LayerCost implements Measure {

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

    @Override
    public String name() {
        return "layer";
    }

    @Override
    public Measured hold(ControlledNode controlled) {
        Map<Integer, Chain> chains = new TreeMap<>();
        Microbenchmark.run(LayerBenchmark.class, "depth")
                .forEach((depth, hit) -> chains.put(Integer.valueOf(depth), new Chain(hit.nanos(), hit.bytes())));
        Seen seen = new Seen(chains);
        return Measured.of(name(), judge(seen), seen);
    }

    static List<Verdict> judge(Seen seen) {
        double nanos = seen.nanosOfALayer();
        double bytes = seen.bytesOfALayer();
        return List.of(
                new Verdict(
                        "time of one more layer in the chain, on a hit",
                        String.format(Locale.ROOT, "at most %.0f µs", MICROS_AT_MOST),
                        String.format(Locale.ROOT, "%.3f µs", nanos / 1e3),
                        "",
                        nanos <= MICROS_AT_MOST * 1e3),
                new Verdict(
                        "bytes allocated by one more layer, on a hit",
                        String.format(Locale.ROOT, "at most %.0f", BYTES_AT_MOST),
                        String.format(Locale.ROOT, "%.0f", bytes),
                        "",
                        bytes <= BYTES_AT_MOST));
    }
}
