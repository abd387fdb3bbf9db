package dev.corral.node.tolerance;

import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.LoadFailure.WriteRefused;
import dev.corral.guard.runtime.EventLoops;
import dev.corral.node.origin.WriteLimits;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.logging.Logger;

/**
 * A bulkhead of all writes to the origin, and a circuit breaker and a time limit behind it.
 *
 * <p>They are two guards, because within one guard the circuit breaker is in front of the bulkhead and counts every
 * write that the bulkhead refuses.
 */
public final class OriginWrites implements WriteLimits {

    /** The names of the two guards in metrics. */
    static final String BULKHEAD = "write-bulkhead";

    static final String ATTEMPT = "write";

    private static final Logger LOG = Logger.getLogger(OriginWrites.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final BulkheadSettings most;
    private final Duration timeout;
    private final Duration pause;
    private final EventLoops loops;
    private final Guard bulkhead;
    private final Guard attempt;

    /**
     * @param most the limits of the bulkhead
     * @param settings the settings of the circuit breaker
     * @param timeout the time limit of a write, from the moment at which it leaves the bulkhead's queue
     */
    public OriginWrites(BulkheadSettings most, BreakerSettings settings, Duration timeout, EventLoops loops) {
        this.most = most;
        this.timeout = timeout;
        this.pause = settings.pause();
        this.loops = loops;
        this.bulkhead = Guard.create()
                .withDescription(BULKHEAD)
                .withBulkhead()
                .limit(most.writes())
                .queueSize(most.queue())
                .done()
                .build();
        this.attempt = Guard.create()
                .withDescription(ATTEMPT)
                .withCircuitBreaker()
                .requestVolumeThreshold(settings.window())
                .failureRatio(settings.failures())
                .delay(settings.pause().toMillis(), ChronoUnit.MILLIS)
                .onStateChange(this::changed)
                .done()
                .withTimeout()
                .duration(timeout.toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    /**
     * Starts a write in a separate task on the event loop of its caller. The library starts a write that has waited
     * within the completion of another write, so a queue of refused writes would otherwise start in nested calls.
     */
    @Override
    public <T> Uni<T> limit(Uni<T> write) {
        return Uni.createFrom().deferred(() -> {
            Executor caller = executor(loops.home());
            return guard(bulkhead, () -> attempt(write).runSubscriptionOn(caller))
                    .onFailure(BulkheadException.class)
                    .transform(full -> full());
        });
    }

    /** Sends the write. The library does not cancel a late call, so this method does. */
    private <T> Uni<T> attempt(Uni<T> write) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<T> end = new CompletableFuture<>();
            Uni<T> endable = Uni.combine().any().of(Uni.createFrom().completionStage(end), write);
            return guard(attempt, () -> endable)
                    .onFailure(TimeoutException.class)
                    .invoke(end::completeExceptionally)
                    .onFailure()
                    .transform(this::explain);
        });
    }

    private static <T> Uni<T> guard(Guard guard, Supplier<Uni<T>> action) {
        return guard.get(action, new TypeLiteral<Uni<T>>() {});
    }

    private static Executor executor(EventLoops.Home home) {
        return task -> home.loop().execute(() -> home.context().execute(task));
    }

    private LoadFailure full() {
        String limits = most.writes() + " writes are in progress and " + most.queue() + " wait";
        return new WriteRefused(limits + ", the maximum: retry, or raise corral.bulkhead.writes", RETRY_AFTER);
    }

    private Throwable explain(Throwable failure) {
        return switch (failure) {
            case TimeoutException late -> OriginFailed.timedOut(timeout);
            case CircuitBreakerOpenException open ->
                new WriteRefused(
                        "the circuit breaker of writes is open: too many of the latest writes had no response", pause);
            default -> failure;
        };
    }

    private void changed(CircuitBreakerState state) {
        switch (state) {
            case OPEN -> LOG.warnf("Circuit breaker of writes is open: writes are refused for %d ms", pause.toMillis());
            case HALF_OPEN -> LOG.info("Circuit breaker of writes is half-open: the next write is tried");
            case CLOSED -> LOG.info("Circuit breaker of writes is closed");
        }
    }
}
