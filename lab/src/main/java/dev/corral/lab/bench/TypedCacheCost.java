package dev.corral.lab.bench;

import dev.corral.lab.bench.Microbenchmark.Cost;
import dev.corral.lab.text.Text;
import java.util.List;
import java.util.Map;

/**
 * A measure of the cost that the typed cache of the library adds to its chain on a near hit: the difference of the same
 * hit through both.
 */
final class TypedCacheCost {

    private static final double MICROS_AT_MOST = 1;
    private static final double BYTES_AT_MOST = 500;

    /** The costs of a hit through the chain alone, and through the typed cache. */
    record Seen(Cost chain, Cost typed) {}

    private TypedCacheCost() {}

    static Measure.Result measure(ControlledNode controlled) {
        Map<String, Cost> costs = Microbenchmark.run(TypedCacheBenchmark.class, "kind");
        Seen seen = new Seen(costs.get(TypedCacheBenchmark.CHAIN), costs.get(TypedCacheBenchmark.TYPED));
        return new Measure.Result(judge(seen), seen);
    }

    static List<Verdict> judge(Seen seen) {
        Cost chain = seen.chain();
        Cost typed = seen.typed();
        return List.of(
                Verdict.ofTime(
                        "time of the typed cache around its chain, on a near hit",
                        typed.nanos() - chain.nanos(),
                        MICROS_AT_MOST,
                        Text.of("%.3f against %.3f µs", typed.nanos() / 1e3, chain.nanos() / 1e3)),
                Verdict.ofBytes(
                        "bytes allocated by the typed cache around its chain, on a near hit",
                        typed.bytes() - chain.bytes(),
                        BYTES_AT_MOST,
                        Text.of("%.0f against %.0f", typed.bytes(), chain.bytes())));
    }
}
