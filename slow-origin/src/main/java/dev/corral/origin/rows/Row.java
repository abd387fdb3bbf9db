package dev.corral.origin.rows;

/**
 * A row as it was at one moment: its version, which only grows, and its body.
 *
 * <p>The body is shared and never changed.
 */
public record Row(long version, byte[] body) {}
