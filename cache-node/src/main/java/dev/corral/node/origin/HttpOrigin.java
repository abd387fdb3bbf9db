package dev.corral.node.origin;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Arrival;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.node.memory.ResponseBudget;
import dev.corral.node.origin.Exchange.Bounds;
import dev.corral.node.origin.Exchange.Sent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An origin: any HTTP service with a URL for each row. It is the last loader of every chain, and the target of writes.
 * It bounds its connections, their queue and the size of a body; a layer bounds the time of a load, because that time
 * is a setting of the chain, and {@link WriteLimits} bounds writes.
 */
public final class HttpOrigin implements Loader {

    private final OriginClients clients;
    private final WriteLimits writes;
    private final Settings settings;
    private final Storability storability;
    private final OriginFailures failures;
    private final OriginState state;
    private final RequestOptions target;

    /**
     * The URL of the origin, its limits, and the headers that are exchanged with it.
     *
     * @param timeout the time limit for opening a connection
     * @param underWay the budget that the bodies of all loads and writes share
     * @param connections the limits of the connections
     * @param versionHeader the name of the header with a row's version, if there is one
     * @param forwarded the request headers in which two loads of one row may differ
     */
    public record Settings(
            UrlTemplate url,
            Duration timeout,
            int maxBytes,
            ResponseBudget underWay,
            Connections connections,
            Optional<String> versionHeader,
            ForwardedFields forwarded) {}

    /**
     * The limits of the connections to the origin.
     *
     * @param most the maximum number of open connections; as many requests again may wait for one
     * @param keepAlive how long an idle connection may be reused; zero: not at all
     * @param rest how long nothing may follow a response before its connection is reused
     */
    public record Connections(int most, Duration keepAlive, Duration rest) {}

    /**
     * The names that the node sends to the origin.
     *
     * @param node the value of {@code Corral-Node}
     * @param userAgent the value of {@code User-Agent}, unless the caller's is forwarded
     * @param via the node's name in {@code Via}, if it is to be sent
     */
    public record Asker(String node, String userAgent, Optional<String> via) {}

    /**
     * The origin's response to a write.
     *
     * @param version the row's new version; 0 if the origin sends none
     * @param refused the origin's own response, if it did not accept the write
     */
    public record Written(long version, Optional<Content.Passed> refused) {}

    public HttpOrigin(Vertx vertx, Settings settings, Asker asker, WriteLimits writes) {
        this(vertx, settings, asker, writes, true);
    }

    /** Returns an origin of whose state the log reports nothing. */
    public static HttpOrigin unreported(Vertx vertx, Settings settings, Asker asker, WriteLimits writes) {
        return new HttpOrigin(vertx, settings, asker, writes, false);
    }

    private HttpOrigin(Vertx vertx, Settings settings, Asker asker, WriteLimits writes, boolean logged) {
        this.settings = settings;
        this.storability = new Storability(settings.forwarded().names());
        this.writes = writes;
        Connections connections = settings.connections();
        this.clients = new OriginClients(
                vertx,
                settings.url(),
                connections.most(),
                new OriginConnection.Times(connections.keepAlive(), connections.rest()),
                settings.timeout());
        this.failures = new OriginFailures(settings.url(), connections.most(), wait(settings.timeout()), clients);
        this.state = new OriginState(settings.url(), wait(settings.timeout()), logged);
        this.target = target(settings, asker).setServer(clients.server());
    }

    /** Whether the origin can be reached, according to its connections. */
    public OriginState state() {
        return state;
    }

    public OriginCounts counts() {
        return clients.counts();
    }

    /** Closes all connections; requests in progress fail. */
    public void close() {
        clients.close();
    }

    /** Loads a row, with a conditional request if an earlier value of the row is known. */
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

    /** @param fields the request headers about the row and about its writer */
    public Uni<Written> put(Key key, byte[] row, Map<String, String> fields) {
        Sent sent = new Sent(options(HttpMethod.PUT, key, fields), Optional.of(Buffer.buffer(row)), Arrival.IGNORED);
        return write(sent, Reply::successful);
    }

    /** Deletes a row; one that is already absent counts as deleted. */
    public Uni<Written> delete(Key key, Map<String, String> fields) {
        Sent sent = new Sent(options(HttpMethod.DELETE, key, fields), Optional.empty(), Arrival.IGNORED);
        return write(sent, reply -> reply.successful() || reply.absent());
    }

    private boolean shared(Request request, Reply reply) {
        return storability.shared(request.fields(), reply.fields());
    }

    private Uni<Reply> query(Request request, Map<String, String> conditions) {
        RequestOptions options =
                options(HttpMethod.GET, request.key(), request.fields()).putHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");
        conditions.forEach(options::putHeader);
        return exchange(new Sent(options, Optional.empty(), request.arrival()));
    }

    private Uni<Written> write(Sent sent, Predicate<Reply> done) {
        return writes.limit(exchange(sent)).map(reply -> written(reply, done.test(reply)));
    }

    private Written written(Reply reply, boolean done) {
        if (reply.failed()) {
            throw reply.failure();
        }
        return done
                ? new Written(reply.version(settings.versionHeader()), Optional.empty())
                : new Written(0, Optional.of(reply.passed(true)));
    }

    private Uni<Reply> exchange(Sent sent) {
        return Exchange.of(sent, new Bounds(clients, settings.maxBytes(), settings.underWay()))
                .invoke(state::answered)
                .onFailure(failure -> !(failure instanceof LoadFailure))
                .transform(this::explain);
    }

    private LoadFailure explain(Throwable failure) {
        LoadFailure explained = failures.explain(failure);
        if (explained instanceof OriginFailed) {
            state.failed(failure);
        }
        return explained;
    }

    private RequestOptions options(HttpMethod method, Key key, Map<String, String> fields) {
        RequestOptions options = new RequestOptions(target)
                .setMethod(method)
                .setURI(settings.url().pathOf(key.id()))
                .putHeader("Corral-Cache", key.cache());
        fields.forEach(options::putHeader);
        return options;
    }

    /** The options that all requests share; a header of the caller replaces one of these. */
    private static RequestOptions target(Settings settings, Asker asker) {
        RequestOptions options = new RequestOptions()
                .setHost(settings.url().host())
                .setPort(settings.url().port())
                .setSsl(settings.url().tls())
                .setConnectTimeout(wait(settings.timeout()).toMillis())
                .putHeader("Corral-Node", asker.node())
                .putHeader(HttpHeaders.USER_AGENT, asker.userAgent());
        asker.via().ifPresent(name -> options.putHeader("Via", "1.1 " + name));
        return options;
    }

    /** How long a request waits for a connection: shorter than a load, so that the failure names the connection. */
    private static Duration wait(Duration timeout) {
        return timeout.multipliedBy(9).dividedBy(10);
    }
}
