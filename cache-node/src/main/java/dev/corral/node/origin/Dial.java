package dev.corral.node.origin;

import dev.corral.guard.redis.net.NoAddressAnswers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.function.BooleanSupplier;

/**
 * A request for a connection to a named origin. Where none comes at the address in use, because it is refused or does not
 * come in a short while, another address of the name is found and the request is made once more. The first of the two that
 * gets a connection is served; where neither does, the caller gets a failure. Everything runs in the context of the caller.
 */
final class Dial {

    private static final long LATE_MILLIS = 250;

    private final ContextInternal context;
    private final OriginHost host;
    private final HttpClient client;
    private final RequestOptions options;
    private final Promise<HttpClientRequest> opened;
    private InetAddress used;
    private Throwable failure;
    private Throwable otherFailure;
    private boolean searching;
    private long timer = -1;

    private Dial(ContextInternal context, OriginHost host, HttpClient client, RequestOptions options) {
        this.context = context;
        this.host = host;
        this.client = client;
        this.options = options;
        this.opened = context.promise();
    }

    /** @param exhausted whether a request waits because all connections are in use, at whichever address */
    static Future<HttpClientRequest> request(
            ContextInternal context,
            OriginHost host,
            HttpClient client,
            RequestOptions options,
            BooleanSupplier exhausted) {
        InetAddress used = host.current();
        Future<HttpClientRequest> first = client.request(options);
        if (first.succeeded()) {
            return first;
        }
        Dial dial = new Dial(context, host, client, options);
        dial.used = used;
        dial.await(first, exhausted);
        return dial.opened.future();
    }

    private void await(Future<HttpClientRequest> first, BooleanSupplier exhausted) {
        timer = context.setTimer(LATE_MILLIS, late -> {
            if (!exhausted.getAsBoolean()) {
                search();
            }
        });
        first.onSuccess(this::complete).onFailure(cause -> {
            failure = cause;
            if (!searching) {
                firstFailed(cause);
            }
        });
    }

    /** No other address is being tried. */
    private void firstFailed(Throwable cause) {
        if (otherFailure != null) {
            // One that is not of the address, such as a refused certificate, has the reason.
            fail(isOfTheAddress(otherFailure) ? cause : otherFailure);
        } else if (isOfTheAddress(cause)) {
            search();
        } else {
            fail(cause);
        }
    }

    private void search() {
        context.owner().cancelTimer(timer);
        searching = true;
        host.other(used)
                .onComplete(found -> context.runOnContext(back -> {
                    if (found.succeeded() && (failure != null || moved(found.result()))) {
                        again().onSuccess(this::complete).onFailure(this::otherFailed);
                        return;
                    }
                    searching = false;
                    if (failure != null) {
                        fail(found.cause() instanceof NoAddressAnswers several ? several : failure);
                    }
                }));
    }

    /** The first request may still get its connection: it fails at its connect timeout at the latest. */
    private void otherFailed(Throwable cause) {
        searching = false;
        otherFailure = cause;
        if (failure != null) {
            fail(cause);
        }
    }

    /** A client that was closed in the meantime throws. */
    private Future<HttpClientRequest> again() {
        try {
            return client.request(options);
        } catch (IllegalStateException closed) {
            return Future.failedFuture(closed);
        }
    }

    private boolean moved(OriginHost.Found found) {
        return !found.address().equals(used == null ? found.first() : used);
    }

    private static boolean isOfTheAddress(Throwable cause) {
        return cause instanceof SocketException || cause instanceof UnknownHostException;
    }

    private void complete(HttpClientRequest request) {
        context.owner().cancelTimer(timer);
        if (!opened.tryComplete(request)) {
            // The other request was served first; this one has sent nothing, and its connection goes back to the pool.
            request.reset();
        }
    }

    private void fail(Throwable cause) {
        context.owner().cancelTimer(timer);
        opened.tryFail(cause);
    }
}
