package dev.corral.node.origin;

import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.util.Map;

/**
 * One HTTP request and its reply. Ended early, by its caller or by a body over the limit, it closes its connection: the
 * origin can see that nobody waits any more.
 */
final class Exchange {

    private static final int NOT_MODIFIED = 304;

    private final UniEmitter<? super Reply> caller;
    private final int maxBytes;
    private final BytesUnderWay underWay;
    private HttpClientRequest request;
    private long taken;
    private boolean over;

    private Exchange(UniEmitter<? super Reply> caller, int maxBytes, BytesUnderWay underWay) {
        this.caller = caller;
        this.maxBytes = maxBytes;
        this.underWay = underWay;
    }

    /** @param underWay what its body shares with those of all others */
    static Uni<Reply> of(HttpClient client, RequestOptions options, Buffer body, int maxBytes, BytesUnderWay underWay) {
        return Uni.createFrom()
                .emitter(caller -> new Exchange(caller, maxBytes, underWay).begin(client, options, body));
    }

    private void begin(HttpClient client, RequestOptions options, Buffer body) {
        caller.onTermination(this::close);
        client.request(options).onSuccess(opened -> send(opened, body)).onFailure(caller::fail);
    }

    private void send(HttpClientRequest opened, Buffer body) {
        synchronized (this) {
            request = opened;
        }
        opened.exceptionHandler(caller::fail);
        opened.response().<Void>map(this::read).onFailure(caller::fail);
        // The caller may have left while the request waited for a connection: then it must not be sent.
        if (isOver()) {
            opened.reset();
        } else {
            opened.end(body);
        }
    }

    /** What can be refused by its head is refused before its body has come. */
    private Void read(HttpClientResponse response) {
        response.exceptionHandler(caller::fail);
        Map<String, String> fields = Fields.of(response.headers());
        if (announced(response) > maxBytes) {
            throw tooLarge();
        }
        Buffer body = Buffer.buffer();
        response.handler(chunk -> take(chunk, body));
        response.endHandler(end -> {
            synchronized (this) {
                request = null;
            }
            caller.complete(new Reply(response.statusCode(), fields, body.getBytes()));
        });
        return null;
    }

    private void take(Buffer chunk, Buffer body) {
        try {
            if (body.length() + chunk.length() > maxBytes) {
                throw tooLarge();
            }
            if (takeRoom(chunk.length())) {
                body.appendBuffer(chunk);
            }
        } catch (LoadFailure failure) {
            caller.fail(failure);
        }
    }

    /** False where it is over: its room was given back, and more may still arrive. */
    private synchronized boolean takeRoom(int bytes) {
        if (!over) {
            underWay.take(bytes);
            taken += bytes;
        }
        return !over;
    }

    /** A 304 may tell the length of what it does not send. */
    private static long announced(HttpClientResponse response) {
        return response.statusCode() == NOT_MODIFIED
                ? 0
                : ContentLength.of(response.headers().getAll(HttpHeaders.CONTENT_LENGTH))
                        .orElse(0);
    }

    private OriginFailed tooLarge() {
        return OriginFailed.unusable("a body of more than " + maxBytes + " bytes; raise corral.origin.max-bytes");
    }

    private synchronized boolean isOver() {
        return over;
    }

    /** Runs once the caller has its outcome or has left; a request that was answered to its end is not touched. */
    private void close() {
        HttpClientRequest unanswered;
        synchronized (this) {
            over = true;
            unanswered = request;
            underWay.give(taken);
            taken = 0;
        }
        if (unanswered != null) {
            unanswered.reset();
        }
    }
}
