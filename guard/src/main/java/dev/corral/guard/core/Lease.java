package dev.corral.guard.core;

/**
 * The fleet-wide right to rebuild a key.
 *
 * @param token the holder's, chosen before it asks
 * @param fence the token that the rebuild's write must still hold to be accepted
 */
public record Lease(String token, long fence) {}
