package dev.corral.guard.core;

import java.time.Duration;

/**
 * The three limits in an entry's life, all counted from the moment it was written.
 *
 * @param soft the TTL: fresh before it
 * @param stale the stale-while-revalidate limit: until here it is served while a refresh runs
 * @param hard after it the entry is gone; until here it is served where a load fails
 */
public record Limits(Duration soft, Duration stale, Duration hard) {

    public Limits {
        if (soft.isNegative() || soft.isZero() || soft.compareTo(stale) > 0 || stale.compareTo(hard) > 0) {
            throw new IllegalArgumentException(
                    "limits must hold 0 < soft <= stale <= hard, not " + soft + ", " + stale + ", " + hard);
        }
    }

    /** An entry that is fresh, then gone. */
    public static Limits hard(Duration ttl) {
        return new Limits(ttl, ttl, ttl);
    }

    /** All three later by that much; sooner where it is negative. */
    public Limits plus(Duration shift) {
        return new Limits(soft.plus(shift), stale.plus(shift), hard.plus(shift));
    }
}
