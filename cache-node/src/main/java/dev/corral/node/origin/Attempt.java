package dev.corral.node.origin;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;

/**
 * One try of an {@link Exchange}, over one connection. Left by its caller it closes that connection, so that the origin can
 * see that nobody waits any more; a connection that serves another request by then it does not touch.
 */
final class Attempt implements OriginConnection.Use {

    private final Exchange exchange;
    private final HttpClientRequest request;
    private final OriginConnection connection;
    private boolean withdrawn;
    private boolean begun;
    private volatile boolean again;

    Attempt(Exchange exchange, HttpClientRequest request) {
        this.exchange = exchange;
        this.request = request;
        this.connection = OriginConnection.of(request.connection());
    }

    void begin() {
        request.exceptionHandler(this::failed);
        request.response().<Void>map(this::read).onFailure(this::failed);
        connection.use(this);
    }

    @Override
    public boolean wanted() {
        return !withdrawn;
    }

    @Override
    public void send() {
        begun = true;
        again = connection.reused();
        // Without a body there is no length either.
        exchange.body().ifPresentOrElse(request::end, request::end);
    }

    /** Nothing was sent yet, so that even a write may go over another connection. */
    @Override
    public void refused() {
        withdrawn = true;
        request.reset();
        exchange.unsent();
    }

    private Void read(HttpClientResponse response) {
        response.exceptionHandler(this::failed);
        exchange.begins(response.statusCode(), response.headers());
        response.handler(exchange::comes);
        response.endHandler(end -> exchange.ends());
        return null;
    }

    private void failed(Throwable failure) {
        exchange.failed(this, failure, again && !connection.answering());
    }

    /** The caller has its outcome, or has left. */
    void cancel() {
        connection.onLoop(() -> {
            if (begun) {
                connection.abandon(this);
            } else if (!withdrawn) {
                withdrawn = true;
                request.reset();
            }
        });
    }
}
