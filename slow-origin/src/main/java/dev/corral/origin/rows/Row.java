package dev.corral.origin.rows;

/**
 * A row at one moment: its version, which only grows, and its body.
 *
 * <p>The body is shared and must never be changed.
 */
public record Row(long version, byte[] body) {}
