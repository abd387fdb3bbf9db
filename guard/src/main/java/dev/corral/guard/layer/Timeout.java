package dev.corral.guard.layer;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops.Home;
import dev.corral.guard.runtime.WaitLimit;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
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
        return Uni.createFrom().emitter(emitter -> new Query(emitter).begin(request));
    }

    /**
     * A query and its time limit, which ends on the caller's event loop. An answer that is queued on the loop when the
     * limit ends is older than the end, and completes the query.
     */
    private final class Query {
        private final UniEmitter<? super Answer> emitter;
        private final Home home = environment.loops().home();
        private volatile WaitLimit wait;
        private volatile Cancellable exchange = () -> {};
        private volatile boolean over;

        Query(UniEmitter<? super Answer> emitter) {
            this.emitter = emitter;
        }

        /**
         * Begins the query. The caller may cancel at any moment, from any thread, so {@code over} is checked after the
         * step that could have missed it.
         */
        void begin(Request request) {
            wait = WaitLimit.start(environment, this::atHome, limit.toNanos(), this::late);
            emitter.onTermination(this::end);
            exchange = next.load(request).subscribe().with(emitter::complete, emitter::fail);
            if (over) {
                exchange.cancel();
            }
        }

        private void atHome(Runnable task) {
            home.loop().execute(() -> home.context().execute(task));
        }

        /** Ends the exchange first, because a caller that receives the failure may throw an exception. */
        private void late() {
            over = true;
            exchange.cancel();
            emitter.fail(OriginFailed.timedOut(limit));
        }

        private void end() {
            over = true;
            wait.cancel();
            exchange.cancel();
        }
    }
}
