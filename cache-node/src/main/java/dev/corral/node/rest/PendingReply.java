package dev.corral.node.rest;

import dev.corral.guard.chain.Ready;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;

/** A request that waits for its reply, which is sent in the context in which the request arrived. */
final class PendingReply implements UniSubscriber<Reply>, Handler<AsyncResult<Void>> {

    private final ContextInternal home = ContextInternal.current();
    private final HttpServerRequest request;
    private UniSubscription reply;

    private PendingReply(HttpServerRequest request) {
        this.request = request;
    }

    /** Sends the reply of a read, at once if it is available. The end of the exchange cancels the wait. */
    static void sendRead(RoutingContext exchange, Uni<Reply> reply) {
        if (reply instanceof Ready<Reply> ready) {
            ready.item().send(exchange.request());
            return;
        }
        PendingReply pending = new PendingReply(exchange.request());
        exchange.addEndHandler(pending);
        AbstractUni.subscribe(reply, pending);
    }

    /** Sends the reply of a write, which continues when its client leaves. */
    static void sendWrite(HttpServerRequest request, Uni<Reply> reply) {
        AbstractUni.subscribe(reply, new PendingReply(request));
    }

    /** Sends a problem in place of a reply whose headers may already be set. */
    static void replace(HttpServerRequest request, RuntimeException failure) {
        HttpServerResponse response = request.response();
        if (!response.headWritten() && !response.closed()) {
            response.headers().clear();
            Responses.of(Problems.of(failure)).send(request);
        }
    }

    @Override
    public void onSubscribe(UniSubscription subscription) {
        reply = subscription;
    }

    @Override
    public void onItem(Reply item) {
        if (ContextInternal.current() == home) {
            send(item);
        } else {
            home.emit(item, this::send);
        }
    }

    private void send(Reply item) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        try {
            item.send(request);
        } catch (RuntimeException unfit) {
            replace(request, unfit);
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        onItem(Responses.of(Problems.of(failure)));
    }

    /** Cancels the wait once the exchange has ended or its client has left. */
    @Override
    public void handle(AsyncResult<Void> end) {
        reply.cancel();
    }
}
