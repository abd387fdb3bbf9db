package dev.corral.node.wiring;

import dev.corral.guard.policy.Absence;
import dev.corral.guard.policy.Expiry;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.policy.Staleness;
import dev.corral.node.origin.OriginLifetimes;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The numbers of one cache's policies, and the policies that they make. */
record Lifetimes(
        Duration ttl,
        Map<String, Duration> ttlByPrefix,
        Staleness staleness,
        Optional<Double> beta,
        double jitter,
        Optional<Duration> negativeTtl) {

    /** A jittered TTL is less than twice the one that is configured. */
    private static final int LONGEST_JITTER = 2;

    /** The longest that an entry of a cache can live. */
    static Duration longest(CacheSettings cache) {
        if (cache.originLifetimes() == CacheSettings.OriginLifetimes.HONOUR) {
            return OriginLifetimes.LONGEST;
        }
        return Stream.concat(
                        Stream.of(cache.ttl(), cache.negativeTtl().orElse(Duration.ZERO)),
                        cache.ttlByPrefix().values().stream())
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .multipliedBy(LONGEST_JITTER)
                .plus(cache.staleWhileRevalidate().orElse(Duration.ZERO))
                .plus(cache.staleIfError().orElse(Duration.ZERO));
    }

    Freshness freshness(DoubleSupplier random) {
        Freshness served = servesStale() ? Freshness.staleWhileRevalidate() : Freshness.hardTtl();
        return beta.map(eager -> Freshness.xfetch(eager, random, served)).orElse(served);
    }

    Expiry expiry(DoubleSupplier random) {
        Map<String, Expiry> own = ttlByPrefix.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, prefix -> expiry(prefix.getValue(), random)));
        return own.isEmpty() ? expiry(ttl, random) : Expiry.byPrefix(own, expiry(ttl, random));
    }

    Absence absence(DoubleSupplier random) {
        return negativeTtl
                .map(remembered -> Absence.remembered(remembered, jitter, random))
                .orElseGet(Absence::forgotten);
    }

    boolean servesStale() {
        return staleness.whileRevalidate().isPositive();
    }

    boolean servesStaleIfError() {
        return staleness.ifError().isPositive();
    }

    private Expiry expiry(Duration base, DoubleSupplier random) {
        return jitter > 0 ? Expiry.jittered(base, jitter, staleness, random) : Expiry.fixed(base, staleness);
    }
}
