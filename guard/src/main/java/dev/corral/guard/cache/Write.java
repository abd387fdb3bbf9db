package dev.corral.guard.cache;

import dev.corral.guard.invalidation.PendingInvalidations.Outcome;

/**
 * A write of a row that has ended well.
 *
 * @param result of the write
 * @param invalidation what became of the invalidation of the row's key
 */
public record Write<T>(T result, Outcome invalidation) {}
