package dev.corral.node.rest;

import dev.corral.guard.core.Key;
import dev.corral.guard.core.Ready;
import dev.corral.node.wiring.Caches;
import dev.corral.node.wiring.NamedCache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * The short way in for a GET of a row whose path needs no interpretation.
 *
 * <p>Stands before the framework's resources, because for a hit they cost more than the node itself, and before all that
 * looks at bodies. Whatever is out of the ordinary it lets pass to {@link CacheResource}, which answers the same.
 */
@Singleton
final class PlainReads {

    private static final String CACHES = "/caches/";
    /** And behind whoever asks who may come in at all. */
    private static final int BEFORE_WHAT_BODIES_NEED = -50;
    /** Beside letters and digits. A semicolon would begin a parameter, and a slash another segment. */
    private static final String OF_A_SEGMENT = "-._~%!$&'()*+,=:@";

    private final Caches caches;
    private final Reads reads;

    PlainReads(Caches caches, Reads reads) {
        this.caches = caches;
        this.reads = reads;
    }

    /**
     * Without a path or a method of its own: the server would note down the rest of the one for every request, and look
     * the other up in a set.
     */
    void begin(@Observes Router router) {
        router.route().order(BEFORE_WHAT_BODIES_NEED).handler(this::read);
    }

    private void read(RoutingContext exchange) {
        String path = exchange.request().path();
        int slash = path.startsWith(CACHES) ? path.indexOf('/', CACHES.length()) : -1;
        Optional<NamedCache> cache =
                slash < 0 ? Optional.empty() : caches.named(path.substring(CACHES.length(), slash));
        if (cache.isEmpty() || !isGet(exchange.request()) || hasBody(exchange.request()) || !plain(path, slash + 1)) {
            exchange.next();
            return;
        }
        read(exchange, cache.get(), path.substring(slash + 1));
    }

    private void read(RoutingContext exchange, NamedCache cache, String segment) {
        try {
            Key key = PathKey.decode(cache.description().cache(), segment);
            if (key.id().equals(".") || key.id().equals("..")) {
                exchange.next();
            } else {
                answer(exchange, reads.of(cache, key, lines(exchange.request().headers())));
            }
        } catch (RuntimeException failure) {
            refuse(exchange.response(), failure);
        }
    }

    private void answer(RoutingContext exchange, Uni<Reply> reply) {
        HttpServerResponse response = exchange.response();
        if (reply instanceof Ready<Reply> ready) {
            ready.item().send(response);
            return;
        }
        Waiting waiting = new Waiting(response);
        exchange.addEndHandler(waiting);
        AbstractUni.subscribe(reply, waiting);
    }

    /** A request that waits for its reply, which goes out in the context that it came in; and leaves with its exchange. */
    private static final class Waiting implements UniSubscriber<Reply>, Handler<AsyncResult<Void>> {
        private final ContextInternal home = ContextInternal.current();
        private final HttpServerResponse response;
        private UniSubscription reply;

        Waiting(HttpServerResponse response) {
            this.response = response;
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
            try {
                item.send(response);
            } catch (RuntimeException unfit) {
                refuse(response, unfit);
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            onItem(Responses.of(Problems.of(failure)));
        }

        /** Over, or gone. */
        @Override
        public void handle(AsyncResult<Void> end) {
            reply.cancel();
        }
    }

    /** In place of a reply that may have been begun. */
    private static void refuse(HttpServerResponse response, RuntimeException failure) {
        response.headers().clear();
        Responses.of(Problems.of(failure)).send(response);
    }

    /** Most that are asked for are not there, and the server would make a list all the same. */
    private static FieldLines lines(MultiMap headers) {
        return name -> headers.contains(name) ? headers.getAll(name) : List.of();
    }

    private static boolean isGet(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET);
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && !length.equals("0") || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static boolean plain(String path, int from) {
        for (int at = from; at < path.length(); at++) {
            char each = path.charAt(at);
            boolean letterOrDigit =
                    each >= 'a' && each <= 'z' || each >= '0' && each <= '9' || each >= 'A' && each <= 'Z';
            if (!letterOrDigit && OF_A_SEGMENT.indexOf(each) < 0) {
                return false;
            }
        }
        return true;
    }
}
