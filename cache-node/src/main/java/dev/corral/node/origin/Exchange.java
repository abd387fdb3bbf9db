package dev.corral.node.origin;

import dev.corral.guard.core.Arrival;
import dev.corral.guard.core.LoadFailure;
import dev.corral.node.memory.ResponseBudget;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One HTTP request and its response. A GET that fails on a connection which was used before, and before the first byte
 * of a response arrived, is sent once more over a new connection: the origin has closed the old one at that moment.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2">RFC 9110, idempotent methods</a>
 */
final class Exchange {

    private final UniEmitter<? super Reply> caller;
    private final Sent sent;
    private final Bounds bounds;
    private final ContextInternal home;
    private final IncomingReply reply;
    private final AtomicBoolean entered = new AtomicBoolean();
    private Attempt attempt;
    private boolean secondTry;
    private boolean over;

    /**
     * The request to be sent.
     *
     * @param arrival called when the whole response has been read, unless a second request may follow it
     */
    record Sent(RequestOptions options, Optional<Buffer> body, Arrival arrival) {
        /** Whether sending it twice has the same effect as sending it once. */
        boolean repeatable() {
            return options.getMethod().equals(HttpMethod.GET);
        }
    }

    /**
     * The clients that send the request, and the limits of its response.
     *
     * @param underWay the budget that all bodies in progress share
     */
    record Bounds(OriginClients clients, int maxBytes, ResponseBudget underWay) {}

    private Exchange(UniEmitter<? super Reply> caller, Sent sent, Bounds bounds) {
        this.caller = caller;
        this.sent = sent;
        this.bounds = bounds;
        this.reply = new IncomingReply(bounds.maxBytes(), bounds.underWay());
        this.home = bounds.clients().context();
    }

    static Uni<Reply> of(Sent sent, Bounds bounds) {
        return Uni.createFrom().emitter(caller -> new Exchange(caller, sent, bounds).begin());
    }

    private void begin() {
        if (!bounds.clients().enter()) {
            caller.fail(new ConnectionPoolTooBusyException("too many requests wait for a connection"));
            return;
        }
        entered.set(true);
        caller.onTermination(this::close);
        // A write uses a new connection: its response may arrive before its body is read, and it is not sent twice.
        atHome(() -> open(
                sent.repeatable()
                        ? bounds.clients().request(sent.options())
                        : bounds.clients().requestAlone(sent.options())));
    }

    private void open(Future<HttpClientRequest> opening) {
        opening.onSuccess(opened -> use(new Attempt(this, opened))).onFailure(this::notOpened);
    }

    /** Handles a request that was never sent, such as one whose kept connection closed as it was assigned. */
    private void notOpened(Throwable failure) {
        if (failure instanceof HttpClosedException && !secondTry) {
            tryAgain();
        } else {
            caller.fail(failure);
        }
    }

    private void use(Attempt opened) {
        boolean left;
        synchronized (this) {
            attempt = opened;
            left = over;
        }
        // The caller may have left while the request waited for a connection; then it must not be sent.
        if (left) {
            opened.cancel();
        } else {
            opened.begin();
        }
    }

    Optional<Buffer> body() {
        return sent.body();
    }

    /** Reports that the connection ended before the request was sent over it. */
    void unsent() {
        atHome(() -> notOpened(new HttpClosedException("Connection was closed")));
    }

    private void tryAgain() {
        secondTry = true;
        bounds.clients().counts().secondTry();
        open(bounds.clients().requestAlone(sent.options()));
    }

    /** @param unheard whether no byte of a response arrived, over a connection that was used before */
    void failed(Throwable failure, boolean unheard) {
        atHome(() -> {
            if (unheard && sent.repeatable() && !secondTry && !isOver()) {
                tryAgain();
            } else {
                caller.fail(failure);
            }
        });
    }

    private synchronized boolean isOver() {
        return over;
    }

    /** Runs a step in the one context in which the whole exchange runs, in the order in which the response is read. */
    private void atHome(Runnable step) {
        home.emit(step, Runnable::run);
    }

    /** Receives the head. A response that its head disqualifies is refused before its body arrives. */
    void begins(int status, MultiMap headers) {
        try {
            reply.begins(status, headers);
        } catch (LoadFailure failure) {
            caller.fail(failure);
        }
    }

    void comes(Buffer chunk) {
        try {
            reply.comes(chunk);
        } catch (LoadFailure failure) {
            caller.fail(failure);
        }
    }

    /**
     * Reports that the whole response was read; its last parts may still be queued for this context, whose event loop
     * may be busy. Nothing is left to the origin, except after a 304, which the caller may not accept.
     */
    void ends(int status) {
        leaveOrigin();
        if (status != IncomingReply.NOT_MODIFIED) {
            sent.arrival().arrived();
        }
        atHome(() -> {
            if (reply.begun()) {
                caller.complete(reply.whole());
            } else {
                caller.fail(new HttpClosedException("Connection was closed"));
            }
        });
    }

    /**
     * Runs once the caller has its outcome or has left. A connection whose response was read to its end is not closed.
     */
    private void close() {
        Attempt last;
        synchronized (this) {
            over = true;
            last = attempt;
        }
        reply.drop();
        leaveOrigin();
        if (last != null) {
            last.cancel();
        }
    }

    private void leaveOrigin() {
        if (entered.compareAndSet(true, false)) {
            bounds.clients().leave();
        }
    }
}
