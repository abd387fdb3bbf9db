package dev.corral.node.origin;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.node.memory.BytesUnderWay;
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
import java.util.Map;
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

    /** Room for fields that are too many, which are then refused with a sentence. */
    private static final int LONGEST_HEAD = 4 * Fields.MAX_BYTES;
    /** How often the client looks for connections that have been idle for its minute. */
    private static final int IDLE_LOOK_MILLIS = 10_000;

    private final HttpClient client;
    private final ScheduledExecutorService timer;
    private final Settings settings;
    private final Storability storability;
    private final String node;

    /**
     * Where the origin is and what it is trusted with.
     *
     * @param timeout for opening a connection and for a write
     * @param underWay what the bodies of all loads and writes share
     * @param connections open at once; as many requests again may wait for one
     * @param versionHeader names the header with a row's version, where there is one
     * @param forwarded the request fields in which two loads of one row may differ
     */
    public record Settings(
            UrlTemplate url,
            Duration timeout,
            int maxBytes,
            BytesUnderWay underWay,
            int connections,
            Optional<String> versionHeader,
            ForwardedFields forwarded) {}

    /**
     * What the origin made of a write.
     *
     * @param version the row's new one; 0 where the origin tells none
     * @param refused the origin's own answer, where it did not take the write
     */
    public record Written(long version, Optional<Content.Passed> refused) {}

    public HttpOrigin(Vertx vertx, Settings settings, String node, ScheduledExecutorService timer) {
        this.settings = settings;
        this.storability = new Storability(settings.forwarded().names());
        this.node = node;
        this.timer = timer;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) settings.timeout().toMillis())
                        .setMaxHeaderSize(LONGEST_HEAD),
                new PoolOptions()
                        .setHttp1MaxSize(settings.connections())
                        .setMaxWaitQueueSize(settings.connections())
                        .setCleanerPeriod(IDLE_LOOK_MILLIS));
    }

    /** Where something was seen, only what has changed since is sent again. */
    @Override
    public Uni<Answer> load(Request request) {
        Validation validation = Validation.of(request);
        return query(request, validation.conditions())
                .onItem()
                .transformToUni(reply -> validation.missedBy(reply)
                        ? query(request, Map.of())
                        : Uni.createFrom().item(validation.complete(reply)))
                .map(reply -> Answer.loaded(reply.content(shared(request, reply), settings.versionHeader())));
    }

    /** @param fields what the writer says about the row, and about itself */
    public Uni<Written> put(Key key, byte[] row, Map<String, String> fields) {
        return write(options(HttpMethod.PUT, key, fields), Buffer.buffer(row), Reply::successful);
    }

    /** A row that is absent already counts as deleted. */
    public Uni<Written> delete(Key key, Map<String, String> fields) {
        return write(
                options(HttpMethod.DELETE, key, fields),
                Buffer.buffer(),
                reply -> reply.successful() || reply.absent());
    }

    private boolean shared(Request request, Reply reply) {
        return storability.shared(request.fields(), reply.fields());
    }

    private Uni<Reply> query(Request request, Map<String, String> conditions) {
        RequestOptions options =
                options(HttpMethod.GET, request.key(), request.fields()).putHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");
        conditions.forEach(options::putHeader);
        return exchange(options, Buffer.buffer());
    }

    private Uni<Written> write(RequestOptions options, Buffer body, Predicate<Reply> done) {
        return exchange(options, body)
                .ifNoItem()
                .after(settings.timeout())
                .on(timer)
                .failWith(() -> OriginFailed.timedOut(settings.timeout()))
                .map(reply -> written(reply, done.test(reply)));
    }

    private Written written(Reply reply, boolean done) {
        if (reply.failed()) {
            throw reply.failure();
        }
        return done
                ? new Written(reply.version(settings.versionHeader()), Optional.empty())
                : new Written(0, Optional.of(reply.passed(true)));
    }

    private Uni<Reply> exchange(RequestOptions options, Buffer body) {
        return Exchange.of(client, options, body, settings.maxBytes(), settings.underWay())
                .onFailure(failure -> !(failure instanceof LoadFailure))
                .transform(HttpOrigin::explain);
    }

    private RequestOptions options(HttpMethod method, Key key, Map<String, String> fields) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost(settings.url().host())
                .setPort(settings.url().port())
                .setSsl(settings.url().tls())
                .setURI(settings.url().pathOf(key.id()))
                .setConnectTimeout(settings.timeout().toMillis())
                .putHeader("Corral-Cache", key.cache())
                .putHeader("Corral-Node", node);
        fields.forEach(options::putHeader);
        return options;
    }

    private static LoadFailure explain(Throwable failure) {
        return switch (failure) {
            case ConnectionPoolTooBusyException full -> new Shed("connections to the origin", RETRY_AFTER);
            case ConnectException unreachable -> new OriginFailed("it cannot be reached", unreachable);
            default -> new OriginFailed("its answer broke off", failure);
        };
    }
}
