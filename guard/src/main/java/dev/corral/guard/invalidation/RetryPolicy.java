package dev.corral.guard.invalidation;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;

/** Decides when a round, which retries all pending invalidations, is run and repeated. */
@FunctionalInterface
public interface RetryPolicy {

    /** The wait before the first round. */
    Duration FIRST_WAIT = Duration.ofMillis(100);

    /** The maximum of a wait. */
    Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /**
     * Runs a round after a wait, and repeats it after longer waits until it succeeds. The first round also waits,
     * because the store has just failed.
     *
     * @param round starts a round each time it is called
     * @return a Uni that completes when a round has succeeded, and fails if the policy gives up before that
     */
    Uni<Void> retry(Supplier<Uni<Void>> round);
}
