package dev.corral.guard.redis;

import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import io.vertx.core.Handler;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One command on its way to Redis and its caller, who is answered once, in the context it called from.
 *
 * <p>The caller may leave first, or be told that its time is up. A reply that still comes then is unclaimed, and whoever
 * must undo what it granted is told.
 */
final class Call<T> implements UniSubscription {

    private final Ask<T> ask;
    private final UniSubscriber<? super T> caller;
    private final ContextInternal home = ContextInternal.current();
    private final AtomicBoolean over = new AtomicBoolean();
    private final long deadlineNanos;

    /**
     * What is asked.
     *
     * @param whole asked instead where Redis does not know the script; null where there is none
     * @param unclaimed takes a reply that nobody waits for any more
     * @param meaning what the reply, which may be null, says to its caller
     * @param foreign answers instead where the key holds a value of another type; null: that is a failure
     */
    record Ask<T>(
            Request request,
            Request whole,
            Consumer<Response> unclaimed,
            Function<Response, T> meaning,
            Supplier<T> foreign) {
        static <T> Ask<T> plain(Request request, Function<Response, T> meaning) {
            return new Ask<>(request, null, reply -> {}, meaning, null);
        }
    }

    Call(Ask<T> ask, UniSubscriber<? super T> caller, long deadlineNanos) {
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
        atHome(reply, this::claim);
    }

    private void claim(Response reply) {
        if (!over.compareAndSet(false, true)) {
            ask.unclaimed.accept(reply);
            return;
        }
        T item;
        try {
            item = ask.meaning.apply(reply);
        } catch (RuntimeException unreadable) {
            caller.onFailure(unreadable);
            return;
        }
        caller.onItem(item);
    }

    /** Redis answered with an error, or the connection did not last until the reply. */
    void refuse(RedisError error, Throwable cause) {
        if (error == RedisError.WRONGTYPE && ask.foreign != null) {
            atHome(null, nothing -> {
                if (over.compareAndSet(false, true)) {
                    caller.onItem(ask.foreign.get());
                }
            });
        } else if (error.ofStore()) {
            fail(Cause.of(cause), cause);
        } else {
            fail(StoreUnavailable.ofKey(error.sentence(), cause));
        }
    }

    void fail(String reason, Throwable cause) {
        fail(new StoreUnavailable(reason, cause));
    }

    private void fail(StoreUnavailable failure) {
        if (over()) {
            return;
        }
        atHome(failure, failed -> {
            if (over.compareAndSet(false, true)) {
                caller.onFailure(failed);
            }
        });
    }

    private <E> void atHome(E end, Handler<E> told) {
        if (home == null) {
            told.handle(end);
        } else {
            home.emit(end, told);
        }
    }
}
