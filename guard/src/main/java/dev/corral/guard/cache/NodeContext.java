package dev.corral.guard.cache;

import dev.corral.guard.gate.Permits;
import dev.corral.guard.invalidation.PendingInvalidations;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.runtime.Environment;

/**
 * The parts that all caches of one process share.
 *
 * @param permits the permits of loads in progress, over all caches together
 * @param near the entries that the process stores itself, over all caches together
 */
public record NodeContext(
        Environment environment, StoreAccess store, Permits permits, NearStore near, PendingInvalidations pending) {}
