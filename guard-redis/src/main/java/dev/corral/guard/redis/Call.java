package dev.corral.guard.redis;

import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One command on its way to Redis and its caller, who is answered once, in the context it called from.
 *
 * <p>The caller may leave first, or be told that its time is up. A reply that still comes then is unclaimed, and whoever
 * must undo what it granted is told.
 */
final class Call implements UniSubscription {

    private final Ask ask;
    private final UniSubscriber<? super Response> caller;
    private final ContextInternal home = ContextInternal.current();
    private final AtomicBoolean over = new AtomicBoolean();
    private final long deadlineNanos;

    /**
     * What is asked.
     *
     * @param whole asked instead where Redis does not know the script; null where there is none
     * @param unclaimed takes a reply that nobody waits for any more
     */
    record Ask(Request request, Request whole, Consumer<Response> unclaimed) {
        static Ask plain(Request request) {
            return new Ask(request, null, reply -> {});
        }
    }

    Call(Ask ask, UniSubscriber<? super Response> caller, long deadlineNanos) {
        this.ask = ask;
        this.caller = caller;
        this.deadlineNanos = deadlineNanos;
    }

    /** The caller leaves. */
    @Override
    public void cancel() {
        over.set(true);
    }

    Request request() {
        return ask.request;
    }

    Request whole() {
        return ask.whole;
    }

    /** Whether it may be sent in one write with others: a read can be sent again, should one of them be refused. */
    boolean read() {
        return ask.request.command() == Command.GET;
    }

    boolean over() {
        return over.get();
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    void answer(Response reply) {
        atHome(() -> {
            if (over.compareAndSet(false, true)) {
                caller.onItem(reply);
            } else {
                ask.unclaimed.accept(reply);
            }
        });
    }

    void fail(String reason, Throwable cause) {
        atHome(() -> {
            if (over.compareAndSet(false, true)) {
                caller.onFailure(new StoreUnavailable(reason, cause));
            }
        });
    }

    private void atHome(Runnable end) {
        if (home == null) {
            end.run();
        } else {
            home.emit(ignored -> end.run());
        }
    }
}
