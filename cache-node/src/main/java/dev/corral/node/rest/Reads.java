package dev.corral.node.rest;

import dev.corral.guard.chain.Ready;
import dev.corral.guard.chain.Then;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Trace;
import dev.corral.guard.runtime.Clock;
import dev.corral.node.cache.NamedCache;
import dev.corral.node.clients.SlowResponses;
import dev.corral.node.clients.Sockets;
import dev.corral.node.config.Settings;
import dev.corral.node.memory.ResponseBudget;
import dev.corral.node.origin.Credentials;
import dev.corral.node.origin.ForwardedFields;
import dev.corral.node.rest.Responses.Read;
import dev.corral.node.traces.Traces;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Reads a row through a named cache: from the headers of the request to the reply. */
@Singleton
final class Reads {

    private final RequestFields requests;
    private final Responses responses;
    private final Traces traces;

    Reads(
            Settings settings,
            Clock clock,
            Vertx vertx,
            ResponseBudget budget,
            SlowResponses slow,
            Sockets sockets,
            Traces traces) {
        CacheStatus status = new CacheStatus(settings.node().name());
        Gunzip gunzip = new Gunzip(vertx, settings.origin().maxBytes(), budget);
        LargeBodies large = new LargeBodies(budget, slow, sockets, clock, status);
        this.responses = new Responses(status, gunzip, large, clock);
        this.traces = traces;
        this.requests = new RequestFields(
                new ForwardedFields(settings.origin().forwardHeaders().orElse(List.of())));
    }

    /**
     * The reply, which is {@link Ready} if the answer is: a hit of the near cache waits for nothing.
     *
     * @param method the method of the request
     */
    Uni<Reply> of(NamedCache cache, Key key, String method, FieldLines lines) {
        Map<String, String> fields = requests.ofRead(lines, cache.passesCredentials());
        boolean keeps = cache.keeps() && !Credentials.in(fields);
        Read read = new Read(key, Preconditions.of(lines), keeps, cache.honoursOrigin());
        Trace trace = cache.isTraced() ? traces.begin(key.cache(), method, fields) : Trace.NONE;
        Uni<Reply> reply = Then.from(
                cache.get(key, fields, trace),
                (answer, failure) ->
                        failure == null ? responses.of(read, answer) : new Ready<>(responses.of(read, failure)));
        return traces.ended(trace, reply, Reply::status);
    }
}
