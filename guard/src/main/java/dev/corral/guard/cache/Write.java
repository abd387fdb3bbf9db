package dev.corral.guard.cache;

import dev.corral.guard.invalidation.PendingInvalidations.Outcome;

/**
 * A successful write of a row.
 *
 * @param result the result of the write
 * @param invalidation the outcome of the invalidation of the row's key
 */
public record Write<T>(T result, Outcome invalidation) {}
