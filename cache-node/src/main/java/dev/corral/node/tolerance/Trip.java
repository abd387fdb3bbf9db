package dev.corral.node.tolerance;

import java.time.Duration;

/**
 * When a breaker opens and for how long.
 *
 * @param window how many calls are looked at
 * @param failures the share of them that opens it
 * @param pause until one call is tried again
 */
public record Trip(int window, double failures, Duration pause) {}
