package dev.corral.guard.core;

import java.time.Duration;

/**
 * The three limits of an entry's life, all measured from the time of its write.
 *
 * @param soft the TTL: until then the entry is fresh
 * @param stale the stale-while-revalidate limit: until then the entry is served while a refresh runs
 * @param hard the end of the entry: until then it is served if a load fails
 */
public record Limits(Duration soft, Duration stale, Duration hard) {

    public Limits {
        if (soft.isNegative() || soft.isZero() || soft.compareTo(stale) > 0 || stale.compareTo(hard) > 0) {
            throw new IllegalArgumentException(
                    "limits must satisfy 0 < soft <= stale <= hard; given: " + soft + ", " + stale + ", " + hard);
        }
    }

    /** Returns the limits of an entry that is fresh until its TTL and never served stale. */
    public static Limits hard(Duration ttl) {
        return new Limits(ttl, ttl, ttl);
    }

    /** Returns these limits shifted by a span, which may be negative. */
    public Limits plus(Duration shift) {
        return new Limits(soft.plus(shift), stale.plus(shift), hard.plus(shift));
    }
}
