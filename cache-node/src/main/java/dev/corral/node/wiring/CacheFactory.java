package dev.corral.node.wiring;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.cache.GuardedCache;
import dev.corral.guard.cache.Layers;
import dev.corral.guard.cache.LifetimeSource;
import dev.corral.guard.cache.Mitigation;
import dev.corral.guard.cache.NodeContext;
import dev.corral.guard.cache.PossibleCounts;
import dev.corral.guard.chain.LayerName;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.probe.Events;
import dev.corral.node.cache.Caches;
import dev.corral.node.cache.NamedCache;
import dev.corral.node.config.CacheConfigs;
import dev.corral.node.config.CacheSettings;
import dev.corral.node.config.ServedCaches;
import dev.corral.node.config.Settings;
import dev.corral.node.hot.HotKeys;
import dev.corral.node.metrics.BreakerMeters;
import dev.corral.node.metrics.CacheMeters;
import dev.corral.node.metrics.Metric;
import dev.corral.node.metrics.NodeMetrics;
import dev.corral.node.origin.Credentials;
import dev.corral.node.origin.HttpOrigin;
import dev.corral.node.origin.OriginLifetimes;
import dev.corral.node.tolerance.NodeLayers;
import dev.corral.node.traces.Traces;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Builds every configured cache over one store and one origin. */
final class CacheFactory {

    /** The order of the caches, from the one without mitigations to the one with the most. */
    private static final Comparator<CacheConfig> LADDER = Comparator.<CacheConfig>comparingInt(
                    config -> Mitigation.in(config).size())
            .thenComparing(config -> config.layers().size())
            .thenComparing(CacheConfig::cache);

    private final Settings settings;
    private final NodeContext node;
    private final HttpOrigin origin;
    private final Function<String, Events> events;
    private final NodeMetrics metrics;
    private final Layers layers;

    private CacheFactory(
            Settings settings,
            NodeContext node,
            HttpOrigin origin,
            Function<String, Events> events,
            NodeMetrics metrics,
            Layers layers) {
        this.settings = settings;
        this.node = node;
        this.origin = origin;
        this.events = events;
        this.metrics = metrics;
        this.layers = layers;
    }

    /** Returns a factory of the caches that clients use. */
    static CacheFactory of(
            Settings settings, NodeContext node, HttpOrigin origin, EventsByCache events, NodeMetrics metrics) {
        Layers layers = NodeLayers.of(settings.breaker().settings(), new BreakerMeters(metrics));
        return new CacheFactory(settings, node, origin, events::of, metrics, layers);
    }

    /**
     * Returns a factory of caches of which the log reports nothing.
     *
     * @param metrics are not exported
     */
    static CacheFactory unreported(
            Settings settings, NodeContext node, HttpOrigin origin, Events events, NodeMetrics metrics) {
        Layers layers = NodeLayers.unreported(settings.breaker().settings());
        return new CacheFactory(settings, node, origin, cache -> events, metrics, layers);
    }

    Caches build(Traces traces) {
        List<NamedCache> caches = served(settings)
                .map(config -> build(config, settings.caches().get(config.cache()), traces))
                .toList();
        return new Caches(caches);
    }

    /** Returns the settings of the served caches, in the order of the ladder. */
    static Stream<CacheConfig> served(Settings settings) {
        return ServedCaches.of(settings).keySet().stream()
                .map(cache -> CacheConfigs.of(cache, settings))
                .sorted(LADDER);
    }

    /**
     * Builds a cache whose requests have no traces.
     *
     * @param configured the settings of the cache that are not part of its chain
     */
    NamedCache untraced(CacheConfig config, CacheSettings configured) {
        return build(config, configured, Traces.OFF);
    }

    private NamedCache build(CacheConfig config, CacheSettings configured, Traces traces) {
        CacheMeters meters = metrics.meters(config.cache(), PossibleCounts.ofAny(layers));
        HotKeys hot = new HotKeys(node.environment().clock(), node.environment().random());
        GuardedCache cache = GuardedCache.over(counted(hot), node)
                .layers(layers)
                .lifetimes(lifetimes(configured))
                .report(events.apply(config.cache()), traces.recording(meters))
                .bypassing(bypasses(configured))
                .open(config);
        measure(config.cache(), cache, meters);
        NamedCache named = new NamedCache(cache, configured, origin, hot, traces != Traces.OFF);
        metrics.gauge(Metric.CLIENT_RETRIES, named::retries, config.cache());
        return named;
    }

    private Loader counted(HotKeys hot) {
        return request -> {
            hot.loaded(request.key());
            return origin.load(request);
        };
    }

    private void measure(String name, GuardedCache cache, CacheMeters meters) {
        CurrentChain chain = new CurrentChain(layers, cache::config);
        metrics.expect(name, chain::counts);
        metrics.chain(name, chain::text);
        metrics.optional(Metric.NEAR_ENTRIES, () -> ifNear(meters, node.near().entries(name)), name);
        metrics.optional(Metric.NEAR_BYTES, () -> ifNear(meters, node.near().bytes(name)), name);
    }

    private static OptionalLong ifNear(CacheMeters meters, long reading) {
        return meters.uses(LayerName.NEAR) ? OptionalLong.of(reading) : OptionalLong.empty();
    }

    /** Returns the longest time that an entry of any cache can live. */
    static Duration longestLife(Settings settings) {
        return ServedCaches.of(settings).entrySet().stream()
                .map(cache -> lifetimes(cache.getValue())
                        .longest(CacheConfigs.of(cache.getKey(), settings).lifetimes()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    static LifetimeSource lifetimes(CacheSettings configured) {
        return configured.originLifetimes() == CacheSettings.OriginLifetimes.HONOUR
                ? OriginLifetimes.SOURCE
                : LifetimeSource.SETTINGS;
    }

    private static Predicate<Request> bypasses(CacheSettings configured) {
        return configured.credentials() == CacheSettings.Credentials.BYPASS
                ? request -> Credentials.in(request.fields())
                : request -> false;
    }
}
