package dev.corral.node.tolerance;

import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.invalidation.RetryPolicy;
import dev.corral.guard.invalidation.RetryWaits;
import dev.corral.guard.runtime.Environment;
import io.smallrye.faulttolerance.api.CustomBackoffStrategy;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The retry of pending invalidations, with exponential back-off, jitter and a maximum duration. */
public final class InvalidationRetry implements RetryPolicy {

    /** Its name in metrics. */
    static final String NAME = "invalidation-retry";

    /** The minimum of the maximum duration: several rounds, even if all entries have short lifetimes. */
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private static final int UNLIMITED = -1;
    private static final TypeLiteral<Uni<Void>> RESULT = new TypeLiteral<>() {};
    private static final Uni<Void> NOT_ACCEPTED =
            Uni.createFrom().failure(() -> new StoreUnavailable("it did not accept an invalidation", null));

    private final Environment environment;
    private final Guard guard;

    /** @param life the longest time that an entry can live, which is the maximum duration of one retry */
    public InvalidationRetry(Duration life, Environment environment) {
        Duration longest = life.compareTo(SHORTEST) > 0 ? life : SHORTEST;
        this.environment = environment;
        this.guard = Guard.create()
                .withDescription(NAME)
                .withRetry()
                .maxRetries(UNLIMITED)
                .maxDuration(longest.toMillis(), ChronoUnit.MILLIS)
                .withCustomBackoff()
                .strategy(this::waits)
                .done()
                .done()
                .build();
    }

    /**
     * The library makes its first attempt at once. That attempt only repeats the failure that has just happened, so the
     * first round waits too. All rounds run in one context, which does not end with the request of the write.
     */
    @Override
    public Uni<Void> retry(Supplier<Uni<Void>> round) {
        return Uni.createFrom()
                .deferred(() -> {
                    AtomicBoolean first = new AtomicBoolean(true);
                    return guard.get(() -> first.getAndSet(false) ? NOT_ACCEPTED : round.get(), RESULT);
                })
                .runSubscriptionOn(environment.loops()::detached);
    }

    /** Replaces the library's own exponential back-off, which overflows after 57 doublings and then does not wait. */
    private CustomBackoffStrategy waits() {
        RetryWaits waits = new RetryWaits(environment.random());
        return new CustomBackoffStrategy() {
            @Override
            public void init(long initialDelayInMillis) {}

            @Override
            public long nextDelayInMillis(Throwable failure) {
                return waits.next().toMillis();
            }
        };
    }
}
