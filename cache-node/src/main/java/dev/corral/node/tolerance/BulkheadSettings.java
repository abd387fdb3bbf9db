package dev.corral.node.tolerance;

/**
 * The limits of a bulkhead: how many writes to the origin may be in progress, and how many may wait.
 *
 * @param writes the maximum number of writes in progress
 * @param queue the maximum number of writes that wait
 */
public record BulkheadSettings(int writes, int queue) {}
