package dev.corral.guard.core;

/**
 * The fleet-wide right to rebuild a key.
 *
 * @param token identifies the holder, which chooses it before it requests the lease
 * @param fence the number that must still be the latest fence of the key when the rebuild writes its entry
 */
public record Lease(String token, long fence) {}
