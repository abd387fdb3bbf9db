package dev.corral.guard.cache;

import dev.corral.guard.policy.Absence;
import dev.corral.guard.policy.Expiry;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.policy.Staleness;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/** The policies of a chain: those of a cache without mitigations, changed by every mitigation that is enabled. */
public record Policies(Freshness freshness, Expiry expiry, Absence absence) {

    /** @param random uniform in [0, 1) */
    public static Policies of(CacheConfig config, DoubleSupplier random) {
        Policies policies = new Policies(Freshness.hardTtl(), fixed(config.lifetimes()), Absence.notStored());
        for (Mitigation mitigation : Mitigation.in(config)) {
            policies = new Policies(
                    mitigation.freshness(policies.freshness, config, random),
                    mitigation.expiry(policies.expiry, config, random),
                    mitigation.absence(policies.absence, config, random));
        }
        return policies;
    }

    private static Expiry fixed(Lifetimes lifetimes) {
        Staleness staleness = lifetimes.staleness();
        Map<String, Expiry> byPrefix = lifetimes.ttlByPrefix().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, prefix -> Expiry.fixed(prefix.getValue(), staleness)));
        Expiry otherwise = Expiry.fixed(lifetimes.ttl(), staleness);
        return byPrefix.isEmpty() ? otherwise : Expiry.byPrefix(byPrefix, otherwise);
    }
}
