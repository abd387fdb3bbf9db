package dev.corral.origin.service;

/**
 * The number of a client's attempt, as a caller sends it with a query. Clients that repeat requests make a slow origin
 * slower.
 */
public final class AttemptNumber {

    /** The number of a request that repeats no other. */
    public static final int FIRST = 1;

    private static final int MOST_DIGITS = 3;

    private AttemptNumber() {}

    /** Parses a number from 1 to 999; an absent header and any other text count as the first attempt. */
    public static int of(String header) {
        boolean number = header != null
                && !header.isEmpty()
                && header.length() <= MOST_DIGITS
                && header.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return number ? Math.max(FIRST, Integer.parseInt(header)) : FIRST;
    }
}
