package dev.corral.guard.fleet;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.cache.Lifetimes;
import dev.corral.guard.cache.Mitigation;
import dev.corral.guard.cache.Times;
import dev.corral.guard.chain.LayerName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The chains that are simulated: the product's defaults with a TTL of 6 s, and the additions of a rung of the ladder.
 */
enum Chain {
    SINGLE_FLIGHT(Mitigation.LOCK.without(bare())),
    LOCK(bare()),
    SWR(bare().lifetimes(stale())),
    FULL(near(bare()).lifetimes(stale().staleIfError(Duration.ofSeconds(30)).beta(Optional.of(1.0))));

    static final Duration DEADLINE = Times.DEFAULT.deadline();
    static final Duration LEASE = Times.DEFAULT.lock().lease();

    private final CacheConfig config;

    Chain(CacheConfig config) {
        this.config = config;
    }

    CacheConfig config() {
        return config;
    }

    private static CacheConfig bare() {
        return CacheConfig.of("c").lifetimes(Lifetimes.of(Duration.ofSeconds(6)));
    }

    private static Lifetimes stale() {
        return Lifetimes.of(Duration.ofSeconds(6)).staleWhileRevalidate(Duration.ofSeconds(6));
    }

    private static CacheConfig near(CacheConfig config) {
        List<String> layers = new ArrayList<>(config.layers());
        layers.add(1, LayerName.NEAR);
        return config.layers(layers);
    }

    /** Returns the name of the rung of the ladder. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
