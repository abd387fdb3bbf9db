package dev.corral.node.origin;

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

/**
 * One HTTP request and its reply. A GET that dies on a connection which was used before, and before a byte of an answer
 * came, is sent once more over a fresh one: the origin has closed the connection in that moment.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2">RFC 9110, idempotent methods</a>
 */
final class Exchange {

    private final UniEmitter<? super Reply> caller;
    private final Sent sent;
    private final Bounds bounds;
    private final ContextInternal home;
    private final IncomingReply reply;
    private Attempt attempt;
    private boolean secondTry;
    private boolean over;

    /** What is sent. */
    record Sent(RequestOptions options, Optional<Buffer> body) {
        /** Whether sending it twice means the same as sending it once. */
        boolean repeatable() {
            return options.getMethod().equals(HttpMethod.GET);
        }
    }

    /**
     * How it goes out, and what its answer may measure.
     *
     * @param underWay what its body shares with those of all others
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
        caller.onTermination(this::close);
        // A write has a connection of its own: its response may come before its body is read, and it is not sent twice.
        atHome(() -> open(
                sent.repeatable()
                        ? bounds.clients().request(sent.options())
                        : bounds.clients().requestAlone(sent.options())));
    }

    private void open(Future<HttpClientRequest> opening) {
        opening.onSuccess(opened -> use(new Attempt(this, opened))).onFailure(this::notOpened);
    }

    /** A kept connection that closes as it is handed out has sent nothing. */
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
        // The caller may have left while the request waited for a connection: then it must not be sent.
        if (left) {
            opened.cancel();
        } else {
            opened.begin();
        }
    }

    Optional<Buffer> body() {
        return sent.body();
    }

    /** The connection ended before the request was sent over it. */
    void unsent() {
        atHome(() -> notOpened(new HttpClosedException("Connection was closed")));
    }

    private void tryAgain() {
        secondTry = true;
        bounds.clients().counts().secondTry();
        open(bounds.clients().requestAlone(sent.options()));
    }

    /** @param unheard whether nothing of an answer came, over a connection that was used before */
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

    /** In the one context in which all of the exchange happens, in the order in which it is read. */
    private void atHome(Runnable step) {
        home.emit(step, Runnable::run);
    }

    /** What can be refused by its head is refused before its body has come. */
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

    /** The whole response was read; what came of it last may still be on its way to this context. */
    void ends() {
        atHome(() -> {
            if (reply.begun()) {
                caller.complete(reply.whole());
            } else {
                caller.fail(new HttpClosedException("Connection was closed"));
            }
        });
    }

    /** Runs once the caller has its outcome or has left; a connection that was answered to its end is not touched. */
    private void close() {
        Attempt last;
        synchronized (this) {
            over = true;
            last = attempt;
        }
        reply.drop();
        bounds.clients().leave();
        if (last != null) {
            last.cancel();
        }
    }
}
