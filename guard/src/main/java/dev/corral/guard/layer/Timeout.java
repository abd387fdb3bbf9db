package dev.corral.guard.layer;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops.Home;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * A layer that ends a query that takes too long, and its exchange with the origin. It is innermost, so that the gate's
 * permit is returned when the origin no longer works on the query, and so that the wait for a permit does not count.
 */
public final class Timeout implements Loader {

    private final Loader next;
    private final Duration limit;
    private final Environment environment;

    public Timeout(Loader next, Duration limit, Environment environment) {
        this.next = next;
        this.limit = limit;
        this.environment = environment;
    }

    @Override
    public Uni<Answer> load(Request request) {
        return Uni.createFrom()
                .deferred(() -> limited(request, environment.loops().home()));
    }

    /** Limits the load. The timer fires on its own thread, so the failure is emitted on the caller's event loop. */
    private Uni<Answer> limited(Request request, Home home) {
        return next.load(request)
                .ifNoItem()
                .after(limit)
                .on(environment.scheduler())
                .recoverWithUni(() -> late().emitOn(
                                task -> home.loop().execute(() -> home.context().execute(task))));
    }

    private Uni<Answer> late() {
        return Uni.createFrom().failure(OriginFailed.timedOut(limit));
    }
}
