package dev.corral.guard.cache;

import dev.corral.guard.core.Loader;

/**
 * A layer as one cache has it. It makes the layer of each chain of the cache, and holds what a replaced chain must not
 * lose, such as the state of a circuit breaker.
 */
@FunctionalInterface
public interface CacheLayer {

    Loader around(Loader next, ChainContext chain);

    /** The way to the shared store of a chain that has this layer. */
    default StoreAccess guard(StoreAccess access) {
        return access;
    }
}
