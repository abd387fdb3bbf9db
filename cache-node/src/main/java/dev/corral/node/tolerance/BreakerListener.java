package dev.corral.node.tolerance;

/** Receives the circuit breakers of a cache when a chain of the cache uses them for the first time. */
@FunctionalInterface
public interface BreakerListener {

    /** The part of the system that a circuit breaker guards. */
    enum Guarded {
        ORIGIN,
        STORE
    }

    void used(String cache, Guarded guards, BreakerStates states);
}
