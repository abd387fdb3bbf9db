package dev.corral.guard.cache;

import dev.corral.guard.core.Loader;

/**
 * One layer of one cache. It creates the loader of the layer for each chain of the cache, and holds the state that must
 * remain when a chain is replaced, such as the state of a circuit breaker.
 */
@FunctionalInterface
public interface CacheLayer {

    /** Returns the loader of this layer for one chain. It answers by itself or passes the request to {@code next}. */
    Loader around(Loader next, ChainContext chain);

    /** Wraps the shared store for a chain that has this layer. By default the store is returned as it is. */
    default StoreAccess guard(StoreAccess access) {
        return access;
    }
}
