package dev.corral.guard.policy;

import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Decides how long a new entry lives. */
@FunctionalInterface
public interface Expiry {

    Limits limits(Key key);

    /** The same TTL for every entry, then {@code staleFor} more in which it may be served stale. */
    static Expiry fixed(Duration ttl, Duration staleFor) {
        Limits limits = limits(ttl, staleFor);
        return key -> limits;
    }

    /**
     * Spreads the ends of entries that were written together: {@code ttl * (1 + f * (2 * rand - 1))}.
     *
     * @param fraction f, from 0 to below 1: the TTL lies within plus or minus that share
     * @param random uniform in [0, 1)
     */
    static Expiry jittered(Duration ttl, double fraction, Duration staleFor, DoubleSupplier random) {
        return key -> limits(stretch(ttl, 1 + fraction * (2 * random.getAsDouble() - 1)), staleFor);
    }

    /** Keys whose id starts with a prefix have an expiry of their own; the longest matching prefix counts. */
    static Expiry byPrefix(Map<String, Expiry> prefixes, Expiry otherwise) {
        return key -> prefixes.entrySet().stream()
                .filter(prefix -> key.id().startsWith(prefix.getKey()))
                .max(Map.Entry.comparingByKey((a, b) -> Integer.compare(a.length(), b.length())))
                .map(Map.Entry::getValue)
                .orElse(otherwise)
                .limits(key);
    }

    private static Limits limits(Duration ttl, Duration staleFor) {
        Duration stale = ttl.plus(staleFor);
        return new Limits(ttl, stale, stale);
    }

    private static Duration stretch(Duration ttl, double factor) {
        return Duration.ofNanos(Math.max(1_000_000, (long) (ttl.toNanos() * factor)));
    }
}
