package dev.corral.node.config;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.cache.Lifetimes;
import dev.corral.guard.cache.Mitigation;
import dev.corral.guard.cache.Times;
import dev.corral.guard.chain.LayerName;
import dev.corral.guard.lock.FleetLock;
import dev.corral.guard.policy.Staleness;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.List;

/**
 * Converts the settings of a node's caches to the library's configuration, without the mitigations that {@code
 * corral.without} names.
 */
public final class CacheConfigs {

    private CacheConfigs() {}

    public static CacheConfig of(String cache, Settings settings) {
        CacheSettings configured = settings.caches().get(cache);
        CacheConfig config = new CacheConfig(
                cache,
                configured.layers(),
                lifetimes(configured),
                times(settings),
                new CacheConfig.Bounds(
                        configured.maxValueBytes(),
                        settings.flights().max(),
                        settings.flights().callers()));
        for (String name : settings.without().orElse(List.of())) {
            config = Mitigation.named(name).orElseThrow().without(config);
        }
        return config;
    }

    /**
     * Checks the lifetimes of settings that were changed at run time, by the rules of the configuration.
     *
     * @throws IllegalArgumentException with the sentence that names the setting
     */
    public static void check(CacheConfig config) {
        asArgument(() -> Ranges.checkLifetimes("corral.caches." + config.cache(), config.lifetimes()));
    }

    /** @throws IllegalArgumentException with the sentence that names the setting */
    public static void checkGate(int loads) {
        asArgument(() -> Ranges.checkGate(loads));
    }

    /**
     * Checks that a cache stores entries.
     *
     * @param change the change that has no effect on a cache that stores none
     * @throws IllegalArgumentException with a sentence that names the cache, its chain and the setting
     */
    public static void checkStores(CacheConfig config, String change) {
        if (!config.has(LayerName.LOOKUP)) {
            throw new IllegalArgumentException("cache " + config.cache() + " stores no entries, so that " + change
                    + " has no effect: its chain is " + config.chain() + "; add 'lookup' and 'fill' to corral.caches."
                    + config.cache() + ".layers");
        }
    }

    private static void asArgument(Runnable check) {
        try {
            check.run();
        } catch (ConfigurationException broken) {
            throw new IllegalArgumentException(broken.getMessage(), broken);
        }
    }

    public static Times times(Settings settings) {
        Settings.Lock lock = settings.lock();
        return new Times(
                settings.deadline(),
                settings.origin().timeout(),
                settings.store().timeout(),
                new FleetLock.Times(lock.lease(), lock.renewalCap(), lock.waitBudget()));
    }

    private static Lifetimes lifetimes(CacheSettings configured) {
        return new Lifetimes(
                configured.ttl(),
                configured.ttlByPrefix(),
                new Staleness(
                        configured.staleWhileRevalidate().orElse(Duration.ZERO),
                        configured.staleIfError().orElse(Duration.ZERO)),
                configured.beta(),
                configured.jitter(),
                configured.negativeTtl());
    }
}
