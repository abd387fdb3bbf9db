package dev.corral.origin.service;

/**
 * On whose behalf a query is made: the named cache, and the node it lives on.
 *
 * <p>Both end up as metric labels, so {@link Callers} bounds how many there are.
 */
public record Caller(String cache, String node) {}
