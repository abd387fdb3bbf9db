package dev.corral.lab.bench;

import dev.corral.lab.bench.Microbenchmark.Cost;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A measure of the cost that the typed cache of the library adds to its chain on a near hit: the difference of the same
 * hit through both.
 */
final class TypedCacheCost implements Measure {

    private static final double MICROS_AT_MOST = 1;
    private static final double BYTES_AT_MOST = 500;

    /** The costs of a hit through the chain alone, and through the typed cache. */
    record Seen(Cost chain, Cost typed) {}

    @Override
    public String name() {
        return "typed-cache";
    }

    @Override
    public Measured hold(ControlledNode controlled) {
        Map<String, Cost> costs = Microbenchmark.run(TypedCacheBenchmark.class, "kind");
        Seen seen = new Seen(costs.get(TypedCacheBenchmark.CHAIN), costs.get(TypedCacheBenchmark.TYPED));
        return Measured.of(name(), judge(seen), seen);
    }

    static List<Verdict> judge(Seen seen) {
        double nanos = seen.typed().nanos() - seen.chain().nanos();
        double bytes = seen.typed().bytes() - seen.chain().bytes();
        return List.of(
                new Verdict(
                        "time of the typed cache around its chain, on a near hit",
                        String.format(Locale.ROOT, "at most %.0f µs", MICROS_AT_MOST),
                        String.format(Locale.ROOT, "%.3f µs", nanos / 1e3),
                        String.format(
                                Locale.ROOT,
                                "%.3f against %.3f µs",
                                seen.typed().nanos() / 1e3,
                                seen.chain().nanos() / 1e3),
                        nanos <= MICROS_AT_MOST * 1e3),
                new Verdict(
                        "bytes allocated by the typed cache around its chain, on a near hit",
                        String.format(Locale.ROOT, "at most %.0f", BYTES_AT_MOST),
                        String.format(Locale.ROOT, "%.0f", bytes),
                        String.format(
                                Locale.ROOT,
                                "%.0f against %.0f",
                                seen.typed().bytes(),
                                seen.chain().bytes()),
                        bytes <= BYTES_AT_MOST));
    }
}
