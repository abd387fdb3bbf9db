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
 * A command in progress and its caller, who is answered once, in the Vert.x context of the call.
 *
 * <p>The caller may cancel first, or its deadline may pass. A reply that arrives later is unclaimed: it is passed to a
 * callback, which can undo what Redis granted.
 */
final class Call<T> implements UniSubscription {

    static final long NO_DEADLINE = Long.MAX_VALUE;

    private final Ask<T> ask;
    private final UniSubscriber<? super T> caller;
    private final ContextInternal home = ContextInternal.current();
    private final AtomicBoolean over = new AtomicBoolean();
    private long deadlineNanos = NO_DEADLINE;

    /**
     * A command and the meaning of its reply.
     *
     * @param whole the request with the source of the script, sent if Redis does not know the script's digest; null if
     *     the command is no script
     * @param unclaimed receives a reply for which no caller waits any more
     * @param meaning converts the reply, which may be null, to the caller's item
     * @param foreign supplies the caller's item if the key holds a value of another type; null if that is a failure
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

    Call(Ask<T> ask, UniSubscriber<? super T> caller) {
        this.ask = ask;
        this.caller = caller;
    }

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

    /** Whether the command may be sent in a batch: a read can be sent again if another read of the batch is refused. */
    boolean read() {
        return ask.request.command() == Command.GET;
    }

    boolean over() {
        return over.get();
    }

    /** Sets the deadline. Must be called on the connection's event loop. */
    void dueAt(long nanos) {
        deadlineNanos = nanos;
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

    /** Ends the call after an error reply from Redis, or after the connection was lost before the reply. */
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
