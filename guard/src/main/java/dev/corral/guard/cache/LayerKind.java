package dev.corral.guard.cache;

import java.util.function.Function;

/**
 * A kind of layer, from which each cache creates its own layer.
 *
 * @param part the part of the chain to which the layer belongs
 * @param shares whether the layer stores answers or shares them among callers; a request that bypasses the cache passes
 *     only through layers that do neither
 * @param maker creates the layer of one cache; called once per cache
 * @param numbers the numbers by which the layer works
 * @param effects what the layer can cause by itself, which metrics export from the start
 */
public record LayerKind(
        String name,
        Part part,
        boolean shares,
        Function<CacheContext, CacheLayer> maker,
        NumbersOf numbers,
        Effects effects) {

    /** The two parts of a chain. */
    public enum Part {
        /** Answers from stored entries, or passes the request on. */
        READ,
        /**
         * Loads the row. A request that was read through a replaced chain is loaded through the chain that replaced it.
         */
        LOAD
    }

    /** Returns the numbers of a layer in a cache. */
    @FunctionalInterface
    public interface NumbersOf {
        Numbers of(CacheConfig config, NodeContext node);
    }

    /** A kind of layer that causes nothing by itself. */
    public LayerKind(
            String name, Part part, boolean shares, Function<CacheContext, CacheLayer> maker, NumbersOf numbers) {
        this(name, part, shares, maker, numbers, Effects.NONE);
    }

    /** Returns this kind of layer with other effects. */
    public LayerKind causing(Effects newEffects) {
        return new LayerKind(name, part, shares, maker, numbers, newEffects);
    }

    /** Returns a kind of layer without state that must remain when a chain is replaced. */
    static LayerKind plain(String name, Part part, boolean shares, CacheLayer layer, NumbersOf numbers) {
        return new LayerKind(name, part, shares, cache -> layer, numbers);
    }
}
