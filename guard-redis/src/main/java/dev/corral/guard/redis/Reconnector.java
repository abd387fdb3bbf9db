package dev.corral.guard.redis;

import dev.corral.guard.runtime.Clock;
import dev.corral.guard.runtime.Lateness;
import dev.corral.guard.runtime.SystemClock;
import dev.corral.guard.runtime.WaitLimit;
import io.vertx.core.Future;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * A connection to Redis that is opened again whenever it is lost.
 *
 * <p>A reconnector belongs to one event loop and must be used only there. Each attempt has a client of its own with a
 * pool of one, because all connections of a client belong to the loop on which the client was created, and because only
 * closing the client closes a connection that has gone silent.
 */
final class Reconnector {

    private static final long FIRST_WAIT_MILLIS = 50;
    private static final long LONGEST_WAIT_MILLIS = 1_000;
    private static final long ATTEMPT_MILLIS = 2_000;
    private static final Clock CLOCK = new SystemClock();

    private static final String UNANSWERED =
            "it accepted the connection and did not answer within " + ATTEMPT_MILLIS + " ms: it ";

    private static final String UNRESOLVED = "its host name was not resolved within " + ATTEMPT_MILLIS
            + " ms: DNS does not answer, or a firewall or NetworkPolicy blocks it";
    private static final String NO_TLS = "does not speak TLS at that port (use redis://), or its TLS handshake is slow";
    private static final String NO_REDIS = "is overloaded, has too many clients, or is not Redis";
    private static final String CLOSED_AT_ONCE =
            "it closed the connection before it answered: it requires TLS (rediss://), or is not Redis";

    /** The component that uses the connection. */
    interface User {
        /** Called with a new connection, which counts as open when the returned future succeeds. */
        Future<Void> opened(RedisConnection connection);

        /** Called when the connection is lost, or when an attempt to open it has failed. */
        void lost(Throwable reason);
    }

    private final ContextInternal context;
    private final RedisTarget target;
    private final DoubleSupplier random;
    private final User user;
    private Redis current;
    private int attempts;
    private boolean closed;

    Reconnector(ContextInternal context, RedisTarget target, DoubleSupplier random, User user) {
        this.context = context;
        this.target = target;
        this.random = random;
        this.user = user;
    }

    void open() {
        if (closed) {
            return;
        }
        Redis opening;
        try {
            opening = target.client();
        } catch (OptionsUnavailable reason) {
            failed(reason);
            return;
        }
        current = opening;
        int resolved = target.vertx().resolved();
        WaitLimit limit = WaitLimit.startOn(
                context.nettyEventLoop(),
                CLOCK,
                Lateness.OF_TIMERS,
                TimeUnit.MILLISECONDS.toNanos(ATTEMPT_MILLIS),
                () -> context.dispatch(() -> lost(opening, late(resolved))));
        opening.connect()
                .recover(Reconnector::explain)
                .compose(connection -> use(opening, connection))
                .onSuccess(open -> attempts = 0)
                .onFailure(reason -> lost(opening, reason))
                .onComplete(either -> limit.cancel());
    }

    /** @param resolved the number of answered lookups when the attempt began */
    private String late(int resolved) {
        if (target.vertx().isResolving() && target.vertx().resolved() == resolved) {
            return UNRESOLVED;
        }
        return UNANSWERED + (target.tls() ? NO_TLS : NO_REDIS);
    }

    private static Future<RedisConnection> explain(Throwable reason) {
        boolean closed = "CONNECTION_CLOSED".equals(reason.getMessage());
        return Future.failedFuture(closed ? new IllegalStateException(CLOSED_AT_ONCE) : reason);
    }

    private Future<Void> use(Redis opening, RedisConnection connection) {
        if (current != opening) {
            return Future.failedFuture("this attempt was abandoned");
        }
        connection.endHandler(end -> lost(opening, "connection closed"));
        connection.exceptionHandler(reason -> lost(opening, reason));
        return user.opened(connection);
    }

    /** Treats the connection as lost: closes it and opens another. */
    void abandon(String reason) {
        lost(current, reason);
    }

    private void lost(Redis which, String reason) {
        lost(which, new IllegalStateException(reason));
    }

    private void lost(Redis which, Throwable reason) {
        if (which == null || current != which) {
            return;
        }
        current = null;
        which.close();
        failed(reason);
    }

    private void failed(Throwable reason) {
        user.lost(reason);
        if (!closed) {
            context.setTimer(waitMillis(), due -> open());
        }
    }

    /**
     * Returns the wait before the next attempt. It doubles with each attempt and is shortened by up to a half, so that
     * the connections of a fleet are not reopened at the same moment.
     */
    private long waitMillis() {
        long doubled = FIRST_WAIT_MILLIS << Math.min(attempts++, 10);
        return Math.round(Math.min(doubled, LONGEST_WAIT_MILLIS) * (1 - random.getAsDouble() / 2));
    }

    boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
        lost(current, "closed");
    }
}
