package dev.corral.origin.service;

/**
 * The cache and the node for which a query is made.
 *
 * <p>Both become metric labels, so that {@link Callers} bounds how many there are.
 */
public record Caller(String cache, String node) {}
