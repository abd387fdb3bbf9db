package dev.corral.guard.policy;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Decides how long a new entry lives. */
@FunctionalInterface
public interface Expiry {

    /** Returns the limits of the entry; empty if it must not be stored. */
    Optional<Limits> limits(Key key, Content.Value value);

    /** Returns an expiry with the same TTL for every entry. */
    static Expiry fixed(Duration ttl, Staleness staleness) {
        Optional<Limits> limits = Optional.of(staleness.after(ttl));
        return (key, value) -> limits;
    }

    /**
     * Returns an expiry that spreads the ends of entries that were written together:
     * {@code ttl * (1 + f * (2 * rand - 1))}.
     *
     * @param expiry decides on the TTL, and how much longer an entry may be served stale
     * @param fraction f, from 0 to below 1: the TTL lies within plus or minus that share
     * @param random uniform in [0, 1)
     */
    static Expiry jittered(Expiry expiry, double fraction, DoubleSupplier random) {
        return (key, value) -> expiry.limits(key, value)
                .map(limits ->
                        limits.plus(spread(limits.soft(), fraction, random).minus(limits.soft())));
    }

    /** Returns an expiry for keys whose id starts with one of the prefixes; the longest matching prefix counts. */
    static Expiry byPrefix(Map<String, Expiry> prefixes, Expiry otherwise) {
        return (key, value) -> prefixes.entrySet().stream()
                .filter(prefix -> key.id().startsWith(prefix.getKey()))
                .max(Map.Entry.comparingByKey((a, b) -> Integer.compare(a.length(), b.length())))
                .map(Map.Entry::getValue)
                .orElse(otherwise)
                .limits(key, value);
    }

    /** Draws one TTL, of at least a millisecond. */
    static Duration spread(Duration ttl, double fraction, DoubleSupplier random) {
        double factor = 1 + fraction * (2 * random.getAsDouble() - 1);
        return Duration.ofNanos(Math.max(1_000_000, (long) (ttl.toNanos() * factor)));
    }
}
