package dev.corral.node.wiring;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.cache.Layers;
import dev.corral.guard.cache.PossibleCounts;
import java.util.function.Supplier;

/** What metrics state about the current chain of a cache. It is computed again only when the chain was replaced. */
final class CurrentChain {

    private record Computed(CacheConfig config, PossibleCounts counts, String chain) {}

    private final Layers layers;
    private final Supplier<CacheConfig> config;
    private volatile Computed latest;

    CurrentChain(Layers layers, Supplier<CacheConfig> config) {
        this.layers = layers;
        this.config = config;
        this.latest = computed(config.get());
    }

    PossibleCounts counts() {
        return current().counts();
    }

    /** Returns the chain in one line. */
    String text() {
        return current().chain();
    }

    private Computed current() {
        CacheConfig now = config.get();
        Computed current = latest;
        if (!current.config().equals(now)) {
            current = computed(now);
            latest = current;
        }
        return current;
    }

    private Computed computed(CacheConfig now) {
        return new Computed(now, PossibleCounts.of(layers, now), now.chain());
    }
}
