package dev.corral.node.tolerance;

import dev.corral.guard.cache.CacheContext;
import dev.corral.guard.cache.CacheLayer;
import dev.corral.guard.cache.ChainContext;
import dev.corral.guard.cache.Effects;
import dev.corral.guard.cache.LayerKind;
import dev.corral.guard.cache.Layers;
import dev.corral.guard.cache.Numbers;
import dev.corral.guard.cache.StoreAccess;
import dev.corral.guard.chain.LayerName;
import dev.corral.guard.core.Loader;
import dev.corral.guard.policy.Verdict;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Outcome;
import dev.corral.guard.runtime.Clock;
import dev.corral.node.tolerance.BreakerListener.Guarded;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.atomic.AtomicBoolean;

/** The layers that a node's caches can have: those of the library, and the circuit breaker. */
public final class NodeLayers {

    private NodeLayers() {}

    /** @param settings the settings of every breaker */
    public static Layers of(BreakerSettings settings) {
        return of(settings, (cache, guards, states) -> {});
    }

    /** @param listener receives the breakers of each cache that uses them */
    public static Layers of(BreakerSettings settings, BreakerListener listener) {
        return of(settings, listener, true);
    }

    /** Returns the same layers with breakers of which neither the log nor a metric reports anything. */
    public static Layers unreported(BreakerSettings settings) {
        return of(settings, (cache, guards, states) -> {}, false);
    }

    private static Layers of(BreakerSettings settings, BreakerListener listener, boolean logged) {
        LayerKind breaker = new LayerKind(
                LayerName.BREAKER,
                LayerKind.Part.LOAD,
                false,
                cache -> new Breakers(cache, settings, listener, logged),
                (config, node) -> Numbers.NONE
                        .and("window", settings.window())
                        .and("failures", settings.failures())
                        .and("pause", settings.pause()),
                Effects.of(Outcome.REFUSED).and(Event.BREAKER_OPENED, Event.STORE_BREAKER_OPENED));
        return Layers.STANDARD.with(breaker, LayerName.FILL);
    }

    /** The breakers of one cache: of its loads, and of its commands to the shared store. */
    private static final class Breakers implements CacheLayer {
        private final Breaker loads;
        private final CircuitBreaker commands;
        private final BreakerStates commandStates;
        private final BreakerListener listener;
        private final String cache;
        private final AtomicBoolean used = new AtomicBoolean();

        Breakers(CacheContext context, BreakerSettings settings, BreakerListener listener, boolean logged) {
            Clock clock = context.node().environment().clock();
            this.cache = context.cache();
            this.listener = listener;
            this.loads = new Breaker(settings, Verdict.ofOrigin(), cache, clock, context.events(), logged);
            this.commands = StoreBreaker.circuit(settings, cache, clock, context.events(), logged);
            this.commandStates = new BreakerStates(commands, clock);
        }

        @Override
        public Loader around(Loader next, ChainContext chain) {
            if (used.compareAndSet(false, true)) {
                listener.used(cache, Guarded.ORIGIN, loads.states());
                listener.used(cache, Guarded.STORE, commandStates);
            }
            return loads.around(next);
        }

        @Override
        public StoreAccess guard(StoreAccess access) {
            return StoreAccess.of(new StoreBreaker(access.store(), access.locks(), commands));
        }
    }
}
