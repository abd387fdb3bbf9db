package dev.corral.guard.cache;

import java.util.function.Function;

/**
 * A kind of layer.
 *
 * @param part where it stands
 * @param shares whether it stores an answer or shares it among callers; a request that bypasses the cache passes only
 *     layers that do neither
 * @param maker makes the layer of one cache; called once a cache
 * @param numbers by which the layer works
 */
public record LayerKind(
        String name, Part part, boolean shares, Function<CacheContext, CacheLayer> maker, NumbersOf numbers) {

    /** The two parts of a chain. */
    public enum Part {
        /** Answers from what is stored, or hands the request on. */
        READ,
        /** Loads. A request that was read through a replaced chain is loaded through the chain that replaced it. */
        LOAD
    }

    /** The numbers of a layer in a cache. */
    @FunctionalInterface
    public interface NumbersOf {
        Numbers of(CacheConfig config, NodeContext node);
    }

    /** A layer without a state that outlives its chain. */
    static LayerKind plain(String name, Part part, boolean shares, CacheLayer layer, NumbersOf numbers) {
        return new LayerKind(name, part, shares, cache -> layer, numbers);
    }
}
