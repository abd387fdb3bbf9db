package dev.corral.guard.cache;

import static dev.corral.guard.cache.LayerKind.Part.LOAD;
import static dev.corral.guard.cache.LayerKind.Part.READ;

import dev.corral.guard.chain.LayerName;
import dev.corral.guard.flight.Flights;
import dev.corral.guard.flight.SingleFlight;
import dev.corral.guard.gate.Gate;
import dev.corral.guard.layer.Deadline;
import dev.corral.guard.layer.Fill;
import dev.corral.guard.layer.LookAgain;
import dev.corral.guard.layer.Lookup;
import dev.corral.guard.layer.Timeout;
import dev.corral.guard.lock.FleetLock;
import dev.corral.guard.near.NearCache;
import dev.corral.guard.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The layers that a chain can have, outermost first. Every chain has its layers in this order. */
public final class Layers {

    /** The layers of the library. */
    public static final Layers STANDARD = new Layers(List.of(
            LayerKind.plain(
                    LayerName.DEADLINE,
                    READ,
                    false,
                    (next, chain) -> new Deadline(next, chain.config().times().deadline(), chain.clock()),
                    (config, node) -> Numbers.of("after", config.times().deadline())),
            LayerKind.plain(
                            LayerName.NEAR,
                            READ,
                            true,
                            (next, chain) -> new NearCache(
                                    next,
                                    chain.freshness(),
                                    chain.cache().node().near(),
                                    chain.clock(),
                                    chain.events()),
                            (config, node) ->
                                    Numbers.NONE.and("max-bytes", node.near().maxBytes()))
                    .causing(StandardEffects.NEAR),
            LayerKind.plain(
                            LayerName.LOOKUP,
                            READ,
                            true,
                            (next, chain) ->
                                    new Lookup(next, chain.freshness(), chain.store(), chain.clock(), chain.events()),
                            (config, node) -> policies(LayerName.LOOKUP, config))
                    .causing(StandardEffects.LOOKUP),
            LayerKind.plain(
                            LayerName.SINGLE_FLIGHT,
                            LOAD,
                            true,
                            (next, chain) -> new SingleFlight(
                                    next, chain.cache().flights(), flightBounds(chain), chain.running()),
                            (config, node) -> Numbers.NONE
                                    .and("max", config.bounds().flights())
                                    .and("callers", config.bounds().callers()))
                    .causing(StandardEffects.SINGLE_FLIGHT),
            LayerKind.plain(
                            LayerName.LOOK_AGAIN,
                            LOAD,
                            true,
                            (next, chain) -> new LookAgain(
                                    next, chain.freshness(), chain.store(), chain.clock(), chain.events()),
                            (config, node) -> Numbers.NONE)
                    .causing(StandardEffects.LOOK_AGAIN),
            LayerKind.plain(
                            LayerName.LOCK,
                            LOAD,
                            true,
                            (next, chain) -> new FleetLock(
                                    next,
                                    Verdict.ofKey(),
                                    chain.config().times().lock(),
                                    chain.locks(),
                                    chain.environment(),
                                    chain.events()),
                            (config, node) -> lock(config.times().lock()))
                    .causing(StandardEffects.LOCK),
            LayerKind.plain(
                            LayerName.FILL,
                            LOAD,
                            true,
                            (next, chain) ->
                                    new Fill(next, chain.retention(), chain.writer(), chain.clock(), chain.events()),
                            (config, node) -> fill(config))
                    .causing(StandardEffects.FILL),
            LayerKind.plain(
                            LayerName.GATE,
                            LOAD,
                            false,
                            (next, chain) ->
                                    new Gate(next, chain.cache().node().permits(), chain.environment(), chain.events()),
                            (config, node) -> Numbers.NONE
                                    .and("loads", node.permits().limit())
                                    .and("queue", node.permits().queueLimit()))
                    .causing(StandardEffects.GATE),
            LayerKind.plain(
                            LayerName.TIMEOUT,
                            LOAD,
                            false,
                            (next, chain) ->
                                    new Timeout(next, chain.config().times().load(), chain.environment()),
                            (config, node) -> Numbers.of("after", config.times().load()))
                    .causing(StandardEffects.TIMEOUT)));

    private final List<LayerKind> kinds;

    private Layers(List<LayerKind> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    /** Returns these layers and one more, directly inside the named one. */
    public Layers with(LayerKind kind, String inside) {
        List<LayerKind> more = new ArrayList<>(kinds);
        more.add(names().indexOf(inside) + 1, kind);
        return new Layers(more);
    }

    /** Returns these layers, with the layer of the same name replaced. */
    public Layers replacing(LayerKind kind) {
        return new Layers(kinds.stream()
                .map(each -> each.name().equals(kind.name()) ? kind : each)
                .toList());
    }

    public List<LayerKind> kinds() {
        return kinds;
    }

    /** The names of the layers, outermost first. */
    public List<String> names() {
        return kinds.stream().map(LayerKind::name).toList();
    }

    public Optional<LayerKind> named(String name) {
        return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    /**
     * Returns the layers of a cache's chain. Each flight reads the store a second time: with a lock, acquiring the lock
     * reads it; without a lock, {@link LayerName#LOOK_AGAIN} does.
     */
    List<LayerKind> of(CacheConfig config) {
        boolean looks =
                config.has(LayerName.SINGLE_FLIGHT) && config.has(LayerName.LOOKUP) && !config.has(LayerName.LOCK);
        return kinds.stream()
                .filter(kind -> config.has(kind.name()) || looks && kind.name().equals(LayerName.LOOK_AGAIN))
                .toList();
    }

    /**
     * Returns the bounds of a flight, which must last longer than all waits inside it: for the lock, for the origin,
     * and for the store before and after them.
     */
    private static Flights.Bounds flightBounds(ChainContext chain) {
        CacheConfig config = chain.config();
        TimeRules rules = TimeRules.of(config, chain.cache().node());
        return new Flights.Bounds(
                rules.longestFlight(config.has(LayerName.LOCK)),
                config.bounds().flights(),
                config.bounds().callers());
    }

    private static Numbers lock(FleetLock.Times lock) {
        return Numbers.of("lease", lock.lease())
                .and("renewal-cap", lock.renewalCap())
                .and("wait-budget", lock.waitBudget());
    }

    private static Numbers fill(CacheConfig config) {
        Numbers numbers = Numbers.of("ttl", config.lifetimes().ttl());
        for (var prefix : config.lifetimes().ttlByPrefix().entrySet()) {
            numbers = numbers.and("ttl-by-prefix." + prefix.getKey(), prefix.getValue());
        }
        return numbers.and(policies(LayerName.FILL, config))
                .and("max-value-bytes", config.bounds().valueBytes());
    }

    private static Numbers policies(String layer, CacheConfig config) {
        return Mitigation.in(config).stream()
                .filter(each -> each.layer().equals(layer))
                .map(each -> each.numbers(config))
                .reduce(Numbers.NONE, Numbers::and);
    }
}
