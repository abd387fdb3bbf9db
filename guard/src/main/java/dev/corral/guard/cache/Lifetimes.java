package dev.corral.guard.cache;

import dev.corral.guard.policy.Staleness;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long a cache stores its entries.
 *
 * @param ttl the TTL of every entry whose key has no prefix of {@code ttlByPrefix}
 * @param ttlByPrefix the TTL of keys whose id starts with a prefix; the longest matching prefix counts
 * @param staleness how long after its TTL an entry may still be served
 * @param beta how early entries are reloaded, 1 as in the XFetch paper; empty if they are not reloaded before their TTL
 * @param jitter the share, from 0 to below 1, by which the TTL is spread in both directions
 * @param negativeTtl how long an absent row is stored as absent; empty if it is not stored
 */
public record Lifetimes(
        Duration ttl,
        Map<String, Duration> ttlByPrefix,
        Staleness staleness,
        Optional<Double> beta,
        double jitter,
        Optional<Duration> negativeTtl) {

    /** A TTL with jitter is less than twice the TTL that is configured. */
    private static final int MAX_JITTER_FACTOR = 2;

    public Lifetimes {
        ttlByPrefix = Map.copyOf(ttlByPrefix);
    }

    /** Returns lifetimes with a TTL and nothing else. */
    public static Lifetimes of(Duration ttl) {
        return new Lifetimes(ttl, Map.of(), Staleness.NONE, Optional.empty(), 0, Optional.empty());
    }

    public Lifetimes ttl(Duration newTtl) {
        return new Lifetimes(newTtl, ttlByPrefix, staleness, beta, jitter, negativeTtl);
    }

    public Lifetimes ttlByPrefix(Map<String, Duration> newTtlByPrefix) {
        return new Lifetimes(ttl, newTtlByPrefix, staleness, beta, jitter, negativeTtl);
    }

    /** Returns a copy that serves an entry for this span after its TTL while it is reloaded; zero disables this. */
    public Lifetimes staleWhileRevalidate(Duration span) {
        return staleness(new Staleness(span, staleness.ifError()));
    }

    /** Returns a copy that serves an entry for this span after its TTL if its reload fails; zero disables this. */
    public Lifetimes staleIfError(Duration span) {
        return staleness(new Staleness(staleness.whileRevalidate(), span));
    }

    public Lifetimes beta(Optional<Double> newBeta) {
        return new Lifetimes(ttl, ttlByPrefix, staleness, newBeta, jitter, negativeTtl);
    }

    /** Returns a copy with this share, from 0 to below 1; 0 disables the jitter. */
    public Lifetimes jitter(double newJitter) {
        return new Lifetimes(ttl, ttlByPrefix, staleness, beta, newJitter, negativeTtl);
    }

    public Lifetimes negativeTtl(Optional<Duration> newNegativeTtl) {
        return new Lifetimes(ttl, ttlByPrefix, staleness, beta, jitter, newNegativeTtl);
    }

    private Lifetimes staleness(Staleness newStaleness) {
        return new Lifetimes(ttl, ttlByPrefix, newStaleness, beta, jitter, negativeTtl);
    }

    /** The longest time that an entry can be stored. */
    public Duration longest() {
        return Stream.concat(Stream.of(ttl, negativeTtl.orElse(Duration.ZERO)), ttlByPrefix.values().stream())
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .multipliedBy(MAX_JITTER_FACTOR)
                .plus(staleness.whileRevalidate())
                .plus(staleness.ifError());
    }
}
