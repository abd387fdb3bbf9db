package dev.corral.guard.invalidation;

import dev.corral.guard.runtime.Environment;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** A retry policy that never gives up and uses the timers of an environment. */
final class BackOffRetry implements RetryPolicy {

    private final Environment environment;

    BackOffRetry(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Uni<Void> retry(Supplier<Uni<Void>> round) {
        RetryWaits waits = new RetryWaits(environment.random());
        return Uni.createFrom()
                .deferred(() -> after(waits))
                .chain(waited -> round.get())
                .onFailure()
                .retry()
                .indefinitely();
    }

    private Uni<Void> after(RetryWaits waits) {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .onExecutor(environment.scheduler())
                .by(waits.next());
    }
}
