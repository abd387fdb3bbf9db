package dev.corral.node.origin;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;

/**
 * The origin: any HTTP service with a URL for each row. The last loader of every chain, and where rows are written. Its
 * connections, their queue and the size of a body are bounded here; the time of a load is bounded by a layer, because a
 * chain says how long it waits.
 */
public final class HttpOrigin implements Loader {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final HttpClient client;
    private final ScheduledExecutorService timer;
    private final Settings settings;
    private final String node;

    /**
     * Where the origin is and what it is trusted with.
     *
     * @param timeout for opening a connection and for a write
     * @param connections open at once; as many requests again may wait for one
     * @param versionHeader names the header with a row's version, where there is one
     */
    public record Settings(
            UrlTemplate url, Duration timeout, int maxBytes, int connections, Optional<String> versionHeader) {}

    public HttpOrigin(Vertx vertx, Settings settings, String node, ScheduledExecutorService timer) {
        this.settings = settings;
        this.node = node;
        this.timer = timer;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) settings.timeout().toMillis()),
                new PoolOptions().setHttp1MaxSize(settings.connections()).setMaxWaitQueueSize(settings.connections()));
    }

    @Override
    public Uni<Answer> load(Request request) {
        return exchange(options(HttpMethod.GET, request.key()), Buffer.buffer())
                .map(reply -> Answer.loaded(reply.content(settings.versionHeader())));
    }

    /** Writes the row; the new version, 0 where the origin tells none. */
    public Uni<Long> put(Key key, byte[] row, String type) {
        RequestOptions options = options(HttpMethod.PUT, key).putHeader(HttpHeaders.CONTENT_TYPE, type);
        return write(options, Buffer.buffer(row), Reply::successful);
    }

    /** A row that is absent already counts as deleted. */
    public Uni<Long> delete(Key key) {
        return write(options(HttpMethod.DELETE, key), Buffer.buffer(), reply -> reply.successful() || reply.absent());
    }

    private Uni<Long> write(RequestOptions options, Buffer body, Predicate<Reply> done) {
        return exchange(options, body)
                .ifNoItem()
                .after(settings.timeout())
                .on(timer)
                .failWith(() -> OriginFailed.timedOut(settings.timeout()))
                .map(reply -> {
                    if (!done.test(reply)) {
                        throw reply.failure();
                    }
                    return reply.version(settings.versionHeader());
                });
    }

    private Uni<Reply> exchange(RequestOptions options, Buffer body) {
        return Exchange.of(client, options, body, settings.maxBytes())
                .onFailure(failure -> !(failure instanceof LoadFailure))
                .transform(HttpOrigin::explain);
    }

    private RequestOptions options(HttpMethod method, Key key) {
        return new RequestOptions()
                .setMethod(method)
                .setHost(settings.url().host())
                .setPort(settings.url().port())
                .setSsl(settings.url().tls())
                .setURI(settings.url().pathOf(key.id()))
                .setConnectTimeout(settings.timeout().toMillis())
                .putHeader("Corral-Cache", key.cache())
                .putHeader("Corral-Node", node);
    }

    private static LoadFailure explain(Throwable failure) {
        return switch (failure) {
            case ConnectionPoolTooBusyException full -> new Shed("connections to the origin", RETRY_AFTER);
            case ConnectException unreachable -> new OriginFailed("it cannot be reached", unreachable);
            default -> new OriginFailed("its answer broke off", failure);
        };
    }
}
