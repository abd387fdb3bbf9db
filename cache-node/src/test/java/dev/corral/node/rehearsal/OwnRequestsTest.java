package dev.corral.node.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Key;
import dev.corral.node.cache.NamedCache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The requests and rounds of a rehearsal, sent to a port that is no node's. */
class OwnRequestsTest {

    private static final int AT_ONCE = 10;
    /** The number of a round over HTTP/1.1. */
    private static final int HTTP_1_ROUND = 2;

    private static final long ANSWERED_AFTER_MILLIS = 20;
    private static final String STATUS = "node-1; fwd=miss; stored";

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger mostOpen = new AtomicInteger();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void eachEventLoop_getsAConnection() {
        OwnRequests requests = requests(8, 10_000);

        opened(requests, request -> respond(request, 200, STATUS));

        assertThat(mostOpen).hasValue(8);
        assertThat(requests.sent()).isEqualTo(8);
    }

    @Test
    void portThatAcceptsFewConnections_keepsHalfOfThemForOthers() {
        OwnRequests requests = requests(8, 4);
        opened(requests, request -> respond(request, 200, STATUS));

        List<OwnRequests.Route> routes = List.of(requests.route(0), requests.route(1));
        onContext(() -> Future.all(routes.stream()
                .flatMap(route -> Stream.generate(() -> requests.send(
                                new OwnRequests.Call(Kind.MISS, route, HttpMethod.GET, "k", Map.of(), null)))
                        .limit(AT_ONCE))
                .toList()));

        assertThat(requests.counts()).contains("MISS 21/21");
        assertThat(mostOpen).hasValue(2);
    }

    @Test
    void responsesOfACache_areServed() {
        Round round = played(request -> respond(request, 404, STATUS));

        assertThat(round.served()).isEqualTo(round.sent()).isPositive();
    }

    /** Such as those of a filter that requires credentials. */
    @Test
    void responsesOfNoCache_areNotServed() {
        Round round = played(request -> respond(request, 401, null));

        assertThat(round.served()).isZero();
        assertThat(round.lastStatus()).isEqualTo(401);
    }

    @Test
    void portThatClosesItsConnections_servesNothing() {
        Round round = played(request -> request.connection().close());

        assertThat(round.served()).isZero();
        assertThat(round.lastStatus()).isZero();
    }

    private Round played(Consumer<HttpServerRequest> answer) {
        OwnRequests requests = requests(1, 100);
        opened(requests, answer);
        Round round = new Round(HTTP_1_ROUND, requests, new NoCache(), true);
        onContext(round::play);
        return round;
    }

    private OwnRequests requests(int wanted, int most) {
        return new OwnRequests(vertx, "rehearsal", wanted, most);
    }

    private void opened(OwnRequests requests, Consumer<HttpServerRequest> answer) {
        HttpServer server = vertx.createHttpServer()
                .connectionHandler(this::count)
                .requestHandler(answer::accept)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        onContext(() -> requests.open(new Target("127.0.0.1", server.actualPort(), false)));
    }

    private void count(HttpConnection connection) {
        open.add(connection);
        mostOpen.accumulateAndGet(open.size(), Math::max);
        connection.closeHandler(closed -> open.remove(connection));
    }

    /** Responds after a while, so that requests that are sent together need as many connections. */
    private void respond(HttpServerRequest request, int status, String cacheStatus) {
        vertx.setTimer(ANSWERED_AFTER_MILLIS, due -> {
            if (cacheStatus != null) {
                request.response().putHeader("Cache-Status", cacheStatus);
            }
            request.response().setStatusCode(status).end();
        });
    }

    private <T> void onContext(Supplier<Future<T>> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        context.runOnContext(start -> task.get().onSuccess(done::complete).onFailure(done::completeExceptionally));
        done.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static final class NoCache implements Scratch {
        @Override
        public NamedCache cache() {
            throw new AssertionError("there is no cache");
        }

        @Override
        public void changed(Key key) {}

        @Override
        public Uni<Void> forget(Key key) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> close() {
            return Uni.createFrom().voidItem();
        }
    }
}
