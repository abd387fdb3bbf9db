package dev.corral.node.tolerance;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * Ends a query that takes too long, and its exchange with it. Innermost, so that the gate's permit comes back when the
 * origin is really free of the query, and time spent waiting for a permit does not count.
 */
public final class TimeoutLayer implements Loader {

    private final Loader next;
    private final Duration limit;
    private final TypedGuard<Uni<Answer>> guard;

    public TimeoutLayer(Loader next, Duration limit) {
        this.next = next;
        this.limit = limit;
        this.guard = TypedGuard.create(new TypeLiteral<Uni<Answer>>() {})
                .withTimeout()
                .duration(limit.toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    @Override
    public Uni<Answer> load(Request request) {
        return Leash.run(guard::get, () -> next.load(request))
                .onFailure(TimeoutException.class)
                .transform(late -> OriginFailed.timedOut(limit));
    }
}
