package dev.corral.node.origin;

import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request and its reply. A GET that dies on a connection which was used before, and before a byte of an answer
 * came, is sent once more over a fresh one: the origin has closed the connection in that moment.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2">RFC 9110, idempotent methods</a>
 */
final class Exchange {

    private static final int NOT_MODIFIED = 304;

    private final UniEmitter<? super Reply> caller;
    private final Sent sent;
    private final Bounds bounds;
    private Attempt attempt;
    private boolean secondTry;
    private boolean over;
    private long taken;
    private int status;
    private Map<String, String> fields;
    private Buffer received;

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
    record Bounds(OriginClients clients, int maxBytes, BytesUnderWay underWay) {}

    private Exchange(UniEmitter<? super Reply> caller, Sent sent, Bounds bounds) {
        this.caller = caller;
        this.sent = sent;
        this.bounds = bounds;
    }

    static Uni<Reply> of(Sent sent, Bounds bounds) {
        return Uni.createFrom().emitter(caller -> new Exchange(caller, sent, bounds).begin());
    }

    private void begin() {
        caller.onTermination(this::close);
        open(bounds.clients().kept());
    }

    private void open(HttpClient client) {
        client.request(sent.options())
                .onSuccess(opened -> use(new Attempt(this, opened)))
                .onFailure(caller::fail);
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
        secondTry = true;
        open(bounds.clients().fresh());
    }

    /** @param unheard whether nothing of an answer came, over a connection that was used before */
    void failed(Attempt failed, Throwable failure, boolean unheard) {
        synchronized (this) {
            if (over || failed != attempt) {
                return;
            }
        }
        if (unheard && sent.repeatable() && !secondTry) {
            unsent();
        } else {
            caller.fail(failure);
        }
    }

    /** What can be refused by its head is refused before its body has come. */
    void begins(int answered, MultiMap headers) {
        status = answered;
        fields = Fields.of(headers);
        received = Buffer.buffer();
        if (announced(headers) > bounds.maxBytes()) {
            throw tooLarge();
        }
    }

    void comes(Buffer chunk) {
        try {
            if (received.length() + chunk.length() > bounds.maxBytes()) {
                throw tooLarge();
            }
            if (takeRoom(chunk.length())) {
                received.appendBuffer(chunk);
            }
        } catch (LoadFailure failure) {
            caller.fail(failure);
        }
    }

    void ends() {
        caller.complete(new Reply(status, fields, received.getBytes()));
    }

    /** False where it is over: its room was given back, and more may still arrive. */
    private synchronized boolean takeRoom(int bytes) {
        if (!over) {
            bounds.underWay().take(bytes);
            taken += bytes;
        }
        return !over;
    }

    /** A 304 may tell the length of what it does not send. */
    private long announced(MultiMap headers) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return length == null || status == NOT_MODIFIED ? 0 : Long.parseLong(length.strip());
    }

    private OriginFailed tooLarge() {
        return OriginFailed.unusable(
                "a body of more than " + bounds.maxBytes() + " bytes; raise corral.origin.max-bytes");
    }

    /** Runs once the caller has its outcome or has left; a connection that was answered to its end is not touched. */
    private void close() {
        Attempt last;
        synchronized (this) {
            over = true;
            last = attempt;
            bounds.underWay().give(taken);
            taken = 0;
        }
        if (last != null) {
            last.cancel();
        }
    }
}
