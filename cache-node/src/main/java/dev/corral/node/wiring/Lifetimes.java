package dev.corral.node.wiring;

import dev.corral.guard.policy.Absence;
import dev.corral.guard.policy.Expiry;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.policy.Staleness;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/** The numbers of one cache's policies, and the policies that they make. */
record Lifetimes(
        Duration ttl,
        Map<String, Duration> ttlByPrefix,
        Duration staleWhileRevalidate,
        double jitter,
        Optional<Duration> negativeTtl) {

    Freshness freshness() {
        return servesStale() ? Freshness.staleWhileRevalidate() : Freshness.hardTtl();
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
        return staleWhileRevalidate.isPositive();
    }

    private Expiry expiry(Duration base, DoubleSupplier random) {
        return jitter > 0
                ? Expiry.jittered(base, jitter, Staleness.whileRevalidate(staleWhileRevalidate), random)
                : Expiry.fixed(base, Staleness.whileRevalidate(staleWhileRevalidate));
    }
}
