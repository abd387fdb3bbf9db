package dev.corral.guard;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.cache.GuardedCache;
import dev.corral.guard.cache.Lifetimes;
import dev.corral.guard.cache.NodeContext;
import dev.corral.guard.cache.StoreAccess;
import dev.corral.guard.chain.LayerName;
import dev.corral.guard.chain.Stack;
import dev.corral.guard.core.Loader;
import dev.corral.guard.gate.Turnstile;
import dev.corral.guard.invalidation.PendingInvalidations;
import dev.corral.guard.near.Shelf;
import dev.corral.guard.policy.Staleness;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Probe;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.SharedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The usual chain in a few words: deadline, near where there is a {@link Shelf}, lookup, single-flight, lock, fill.
 * Whoever wants another one puts a {@link Stack} together; nothing here is out of its reach.
 */
public final class Guard {

    private static final int LOADS = 64;
    private static final int PENDING = 10_000;

    private final SharedStore store;
    private final FleetLocks locks;
    private final Environment environment;
    private Duration ttl = Duration.ofMinutes(1);
    private Duration staleFor = Duration.ZERO;
    private Duration staleIfError = Duration.ZERO;
    private double jitter = 0.2;
    private double beta;
    private Optional<Shelf> shelf = Optional.empty();
    private Duration absentFor = Duration.ZERO;
    private Events events = Events.NONE;
    private Probe probe = Probe.NONE;

    private Guard(SharedStore store, FleetLocks locks, Environment environment) {
        this.store = store;
        this.locks = locks;
        this.environment = environment;
    }

    public static <S extends SharedStore & FleetLocks> Guard on(S store, Environment environment) {
        return new Guard(store, store, environment);
    }

    /** How long an entry is fresh. Default: a minute. */
    public Guard ttl(Duration duration) {
        ttl = duration;
        return this;
    }

    /** How long after that it is served while it is refreshed. Default: not at all. */
    public Guard staleWhileRevalidate(Duration duration) {
        staleFor = duration;
        return this;
    }

    /** How long after its TTL it is served where a load fails. Default: not at all. */
    public Guard staleIfError(Duration duration) {
        staleIfError = duration;
        return this;
    }

    /** Spreads TTLs by plus or minus this share. Default: 0.2. */
    public Guard jitter(double fraction) {
        jitter = fraction;
        return this;
    }

    /** How long it is remembered that a row is absent. Default: not at all. */
    public Guard rememberAbsence(Duration duration) {
        absentFor = duration;
        return this;
    }

    /** Reloads entries early, by chance, so that none runs out: XFetch; 1 is a good measure. Default: not at all. */
    public Guard beta(double eagerness) {
        beta = eagerness;
        return this;
    }

    /** Keeps entries in this process too. One shelf serves all guards of a process; it must hear of changes. */
    public Guard near(Shelf newShelf) {
        shelf = Optional.of(newShelf);
        return this;
    }

    public Guard report(Events newEvents, Probe newProbe) {
        events = newEvents;
        probe = newProbe;
        return this;
    }

    /** The loader of the chain, which loads from the origin. */
    public Loader over(Loader origin) {
        return GuardedCache.over(origin, context()).report(events, probe).open(config())::get;
    }

    private NodeContext context() {
        Shelf near = shelf.orElseGet(() -> new Shelf(1, environment.clock(), cache -> events));
        PendingInvalidations pending = new PendingInvalidations(store, PENDING, environment, cache -> events);
        return new NodeContext(environment, new StoreAccess(store, locks), new Turnstile(LOADS, LOADS), near, pending);
    }

    private CacheConfig config() {
        CacheConfig config = CacheConfig.of("guard");
        List<String> layers = new ArrayList<>(config.layers());
        layers.remove(LayerName.GATE);
        if (shelf.isPresent()) {
            layers.add(1, LayerName.NEAR);
        }
        return config.layers(layers)
                .lifetimes(new Lifetimes(
                        ttl,
                        Map.of(),
                        new Staleness(staleFor, staleIfError),
                        beta == 0 ? Optional.empty() : Optional.of(beta),
                        jitter,
                        absentFor.isZero() ? Optional.empty() : Optional.of(absentFor)));
    }
}
