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
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A request for a connection to a named origin. If the address in use refuses the connection or does not accept it
 * within a short time, another address of the name is searched and a second request is made. The first of the two that
 * obtains a connection is used; if neither does, the caller receives a failure. Everything runs in the context of the
 * caller.
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
            } else if (cause instanceof TimeoutException && host.isResolving()) {
                // DNS can take longer than a load: the search would end when no caller waits any more.
                fail(new NameUnresolved(cause));
            }
        });
    }

    /** Handles the failure of the first request while no other address is being tried. */
    private void firstFailed(Throwable cause) {
        if (otherFailure != null) {
            // A failure that does not concern the address, such as a refused certificate, is the one to report.
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

    /**
     * Handles the failure of the second request. The first may still obtain its connection: it fails at its connect
     * timeout at the latest.
     */
    private void otherFailed(Throwable cause) {
        searching = false;
        otherFailure = cause;
        if (failure != null) {
            fail(cause);
        }
    }

    /** Makes the second request. A client that was closed in the meantime throws. */
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
            // The other request obtained its connection first; this one has sent nothing, and its connection returns to
            // the pool.
            request.reset();
        }
    }

    private void fail(Throwable cause) {
        context.owner().cancelTimer(timer);
        opened.tryFail(cause);
    }
}
