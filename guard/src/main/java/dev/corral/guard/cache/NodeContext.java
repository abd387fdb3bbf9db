package dev.corral.guard.cache;

import dev.corral.guard.gate.Permits;
import dev.corral.guard.invalidation.PendingInvalidations;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.runtime.Environment;

/**
 * What all caches of one process share.
 *
 * @param permits for loads in progress, of all caches together
 * @param near the entries that the process stores itself, of all caches together
 */
public record NodeContext(
        Environment environment, StoreAccess store, Permits permits, NearStore near, PendingInvalidations pending) {}
