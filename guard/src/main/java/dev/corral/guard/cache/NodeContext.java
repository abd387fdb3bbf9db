package dev.corral.guard.cache;

import dev.corral.guard.gate.Turnstile;
import dev.corral.guard.invalidation.PendingInvalidations;
import dev.corral.guard.near.Shelf;
import dev.corral.guard.runtime.Environment;

/**
 * What all caches of one process share.
 *
 * @param permits for loads in progress, of all caches together
 * @param near the entries that the process stores itself, of all caches together
 */
public record NodeContext(
        Environment environment, StoreAccess store, Turnstile permits, Shelf near, PendingInvalidations pending) {}
