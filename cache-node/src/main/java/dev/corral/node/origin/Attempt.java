package dev.corral.node.origin;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;

/**
 * One try of an {@link Exchange}, over one connection. When its caller leaves, it closes that connection, so that the
 * origin can see that no client waits any more. It does not touch a connection that already serves another request.
 */
final class Attempt implements OriginConnection.Use {

    private final Exchange exchange;
    private final HttpClientRequest request;
    private final OriginConnection connection;

    /* Changed on the connection's event loop only. */
    private boolean withdrawn;
    private boolean begun;
    private boolean again;
    private boolean failed;

    Attempt(Exchange exchange, HttpClientRequest request) {
        this.exchange = exchange;
        this.request = request;
        this.connection = OriginConnection.of(request.connection());
        request.exceptionHandler(this::failed);
    }

    void begin() {
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
        // A request without a body has no length either.
        exchange.body().ifPresentOrElse(request::end, request::end);
    }

    /** Nothing was sent yet, so that even a write may be sent over another connection. */
    @Override
    public void refused() {
        withdraw();
        exchange.unsent();
    }

    @Override
    public void answered(int status) {
        exchange.ends(status);
    }

    private void withdraw() {
        withdrawn = true;
        request.reset();
    }

    private Void read(HttpClientResponse response) {
        response.exceptionHandler(this::failed);
        exchange.begins(response.statusCode(), response.headers());
        response.handler(exchange::comes);
        return null;
    }

    /**
     * The client reports a failure twice, to the request and to its response; for a withdrawn request it reports the
     * reset.
     */
    private void failed(Throwable failure) {
        connection.onLoop(() -> {
            if (failed || withdrawn) {
                return;
            }
            failed = true;
            if (begun) {
                boolean unanswered = !connection.answering();
                exchange.failed(unanswered ? connection.unanswered(failure) : failure, again && unanswered);
            } else {
                refused();
            }
        });
    }

    /** Ends the attempt when the caller has its outcome or has left. */
    void cancel() {
        connection.onLoop(() -> {
            if (begun) {
                connection.abandon(this);
            } else if (!withdrawn) {
                withdraw();
            }
        });
    }
}
