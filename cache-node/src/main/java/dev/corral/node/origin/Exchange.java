package dev.corral.node.origin;

import dev.corral.guard.core.LoadFailure.OriginFailed;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;

/**
 * One HTTP request and its reply. Ended early, by its caller or by a body over the limit, it closes its connection: the
 * origin can see that nobody waits any more.
 */
final class Exchange {

    private final UniEmitter<? super Reply> caller;
    private final int maxBytes;
    private HttpClientRequest request;
    private boolean over;

    private Exchange(UniEmitter<? super Reply> caller, int maxBytes) {
        this.caller = caller;
        this.maxBytes = maxBytes;
    }

    static Uni<Reply> of(HttpClient client, RequestOptions options, Buffer body, int maxBytes) {
        return Uni.createFrom().emitter(caller -> new Exchange(caller, maxBytes).begin(client, options, body));
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
        opened.response().onSuccess(this::read).onFailure(caller::fail);
        // The caller may have left while the request waited for a connection: then it must not be sent.
        if (isOver()) {
            opened.reset();
        } else {
            opened.end(body);
        }
    }

    private void read(HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        response.exceptionHandler(caller::fail);
        response.handler(chunk -> {
            if (body.length() + chunk.length() > maxBytes) {
                caller.fail(new OriginFailed("a body of more than " + maxBytes + " bytes", null));
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(end -> {
            synchronized (this) {
                request = null;
            }
            caller.complete(new Reply(response.statusCode(), response.headers(), body));
        });
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
        }
        if (unanswered != null) {
            unanswered.reset();
        }
    }
}
