package dev.corral.node.rest;

import dev.corral.guard.core.Clock;
import dev.corral.guard.core.Key;
import dev.corral.node.origin.ForwardedFields;
import dev.corral.node.wiring.Caches;
import dev.corral.node.wiring.Leases;
import dev.corral.node.wiring.NamedCache;
import dev.corral.node.wiring.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** One row, read through a named cache, written around it, or looked at. */
@Singleton
@Path("/caches")
public final class CacheResource {

    private static final String ROW = "/{cache}/{key:[^/]*}";

    private static final Uni<Optional<Leases.Held>> NOT_HELD = Uni.createFrom().item(Optional.empty());

    private final Caches caches;
    private final Leases leases;
    private final RequestFields requests;
    private final Reads reads;
    private final Clock clock;
    private final boolean writes;

    CacheResource(Caches caches, Leases leases, Settings settings, Clock clock, Reads reads) {
        this.caches = caches;
        this.leases = leases;
        this.reads = reads;
        this.requests = new RequestFields(
                new ForwardedFields(settings.origin().forwardHeaders().orElse(List.of())));
        this.clock = clock;
        this.writes = settings.writes();
    }

    /** And HEAD; the plain ones are answered by {@link PlainReads}. */
    @GET
    @Path(ROW)
    public Uni<RestResponse<Object>> get(
            @PathParam("cache") String cache, @PathParam("key") @Encoded String segment, @Context HttpHeaders headers) {
        NamedCache named = named(cache);
        return reads.of(named, PathKey.decode(cache, segment), lines(headers)).map(Reply::asResource);
    }

    @PUT
    @Path(ROW)
    public Uni<RestResponse<Object>> put(
            @PathParam("cache") String cache,
            @PathParam("key") @Encoded String segment,
            @Context HttpHeaders headers,
            byte[] row) {
        NamedCache named = writable(cache);
        Map<String, String> fields = requests.ofPut(lines(headers), named.passesCredentials());
        return named.put(PathKey.decode(cache, segment), row, fields)
                .map(Responses::of)
                .map(Reply::asResource);
    }

    @DELETE
    @Path(ROW)
    public Uni<RestResponse<Object>> delete(
            @PathParam("cache") String cache, @PathParam("key") @Encoded String segment, @Context HttpHeaders headers) {
        NamedCache named = writable(cache);
        Map<String, String> fields = requests.ofWrite(lines(headers), named.passesCredentials());
        return named.delete(PathKey.decode(cache, segment), fields)
                .map(Responses::of)
                .map(Reply::asResource);
    }

    /** Changes nothing: it neither loads nor counts as a read. */
    @GET
    @Path(ROW + "/entry")
    public Uni<RestResponse<Object>> entry(
            @PathParam("cache") String cache, @PathParam("key") @Encoded String segment) {
        NamedCache named = named(cache);
        Key key = PathKey.decode(cache, segment);
        return Uni.combine()
                .all()
                .unis(named.peek(key), named.keeps() ? leases.of(key) : NOT_HELD)
                .with((entry, lease) -> view(EntryView.of(key, entry, lease, clock.micros())));
    }

    private static FieldLines lines(HttpHeaders headers) {
        return name -> headers.getRequestHeader(name.toString());
    }

    private static RestResponse<Object> view(EntryView entry) {
        return RestResponse.ok((Object) entry, MediaType.APPLICATION_JSON);
    }

    private NamedCache writable(String cache) {
        if (!writes) {
            throw new ProblemException(Problems.writesOff());
        }
        return named(cache);
    }

    private NamedCache named(String cache) {
        return caches.named(cache).orElseThrow(() -> new ProblemException(Problems.unknownCache()));
    }
}
