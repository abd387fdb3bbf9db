package dev.corral.node.tolerance;

import dev.corral.guard.cache.CacheContext;
import dev.corral.guard.cache.CacheLayer;
import dev.corral.guard.cache.ChainContext;
import dev.corral.guard.cache.LayerKind;
import dev.corral.guard.cache.Layers;
import dev.corral.guard.cache.Numbers;
import dev.corral.guard.cache.StoreAccess;
import dev.corral.guard.chain.LayerName;
import dev.corral.guard.core.Loader;
import dev.corral.guard.policy.Verdict;
import dev.corral.guard.runtime.Clock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/** The layers that a node's caches can have: those of the library, and the circuit breaker. */
public final class NodeLayers {

    private NodeLayers() {}

    /** @param settings the settings of every breaker */
    public static Layers of(BreakerSettings settings) {
        LayerKind breaker = new LayerKind(
                LayerName.BREAKER,
                LayerKind.Part.LOAD,
                false,
                cache -> new Breakers(cache, settings),
                (config, node) -> Numbers.NONE
                        .and("window", settings.window())
                        .and("failures", settings.failures())
                        .and("pause", settings.pause()));
        return Layers.STANDARD.with(breaker, LayerName.FILL);
    }

    /** The breakers of one cache: of its loads, and of its commands to the shared store. */
    private static final class Breakers implements CacheLayer {
        private final Breaker loads;
        private final CircuitBreaker commands;

        Breakers(CacheContext cache, BreakerSettings settings) {
            Clock clock = cache.node().environment().clock();
            this.loads = new Breaker(settings, Verdict.ofOrigin(), cache.cache(), clock, cache.events());
            this.commands = StoreBreaker.circuit(settings, cache.cache(), clock, cache.events());
        }

        @Override
        public Loader around(Loader next, ChainContext chain) {
            return loads.around(next);
        }

        @Override
        public StoreAccess guard(StoreAccess access) {
            return StoreAccess.of(new StoreBreaker(access.store(), access.locks(), commands));
        }
    }
}
