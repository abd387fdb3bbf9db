package dev.corral.node.rest;

import dev.corral.guard.core.Clock;
import dev.corral.guard.core.Key;
import dev.corral.node.wiring.Caches;
import dev.corral.node.wiring.Leases;
import dev.corral.node.wiring.NamedCache;
import dev.corral.node.wiring.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
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
    private final Responses responses;
    private final Clock clock;
    private final boolean writes;

    CacheResource(Caches caches, Leases leases, Settings settings, Clock clock) {
        this.caches = caches;
        this.leases = leases;
        this.responses = new Responses(new CacheStatus(settings.node().name()), clock);
        this.clock = clock;
        this.writes = settings.writes();
    }

    @GET
    @Path(ROW)
    public Uni<RestResponse<Object>> get(
            @PathParam("cache") String cache,
            @PathParam("key") @Encoded String segment,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        NamedCache named = named(cache);
        Key key = PathKey.decode(cache, segment);
        return named.get(key)
                .map(answer -> responses.of(key, answer, named.keeps(), ifNoneMatch))
                .onFailure()
                .recoverWithItem(failure -> responses.of(Problems.of(failure), named.keeps()));
    }

    @PUT
    @Path(ROW)
    public Uni<RestResponse<Object>> put(
            @PathParam("cache") String cache,
            @PathParam("key") @Encoded String segment,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @DefaultValue(MediaType.APPLICATION_OCTET_STREAM) String type,
            byte[] row) {
        NamedCache named = writable(cache);
        return written(named.put(PathKey.decode(cache, segment), row, type));
    }

    @DELETE
    @Path(ROW)
    public Uni<RestResponse<Object>> delete(
            @PathParam("cache") String cache, @PathParam("key") @Encoded String segment) {
        NamedCache named = writable(cache);
        return written(named.delete(PathKey.decode(cache, segment)));
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

    private static RestResponse<Object> view(EntryView entry) {
        return RestResponse.ok((Object) entry, MediaType.APPLICATION_JSON);
    }

    private static Uni<RestResponse<Object>> written(Uni<Long> write) {
        return write.map(version -> {
            RestResponse.ResponseBuilder<Object> response = RestResponse.ResponseBuilder.noContent();
            return (version > 0 ? response.header(HttpHeaders.ETAG, ETag.of(version)) : response).build();
        });
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
