package dev.corral.origin.rest;

import dev.corral.origin.rows.Row;
import dev.corral.origin.rows.Rows;
import dev.corral.origin.rows.RowsFull;
import dev.corral.origin.service.Answer;
import dev.corral.origin.service.AttemptNumber;
import dev.corral.origin.service.Caller;
import dev.corral.origin.service.Callers;
import dev.corral.origin.service.Origin;
import dev.corral.origin.service.Query;
import dev.corral.origin.time.Timeline;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * The rows over HTTP: reads queue for a worker, writes are executed at once.
 *
 * <p>The writes stand for those of another service; a stampede consists of reads.
 */
@Path("/rows/{id}")
public class RowResource {

    private static final int MAX_ID_LENGTH = 512;

    private final Origin origin;
    private final Rows rows;
    private final Callers callers;
    private final Timeline timeline;
    private final QueryTraces traces;

    RowResource(Origin origin, Rows rows, Callers callers, Timeline timeline, QueryTraces traces) {
        this.origin = origin;
        this.rows = rows;
        this.callers = callers;
        this.timeline = timeline;
        this.traces = traces;
    }

    @GET
    public Uni<Response> get(
            @RestPath @Size(max = MAX_ID_LENGTH) String id,
            @RestHeader("Corral-Cache") String cache,
            @RestHeader("Corral-Node") String node,
            @RestHeader("Corral-Attempt") String attempt,
            @Context HttpServerRequest request) {
        Caller caller = callers.of(cache, node);
        Uni<Response> response = Uni.createFrom()
                .<Answer>emitter(client -> {
                    Query query = new Query(id, caller, AttemptNumber.of(attempt), timeline.nanos(), client::complete);
                    // Runs when the connection closes, too; after the answer it has no effect.
                    client.onTermination(query::leave);
                    timeline.execute(() -> origin.accept(query));
                })
                .onItem()
                .transformToUni(answer -> SpoiledAnswer.of(answer.outcome())
                        .map(spoiled -> spoiled.give(request))
                        .orElseGet(() -> Uni.createFrom().item(response(id, answer))));
        return traces.recorded(request, caller.cache(), response);
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    public Uni<Response> put(@RestPath @Size(max = MAX_ID_LENGTH) String id, byte[] body) {
        return Uni.createFrom()
                .item(() -> rows.write(id, body))
                .runSubscriptionOn(timeline)
                .map(row -> versioned(Response.noContent(), row).build());
    }

    @DELETE
    public Uni<Response> delete(@RestPath @Size(max = MAX_ID_LENGTH) String id) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> rows.delete(id))
                .runSubscriptionOn(timeline)
                .map(deleted -> Response.noContent().build());
    }

    @ServerExceptionMapper
    Response full(RowsFull full) {
        return problem(507, "Storage is full", full.getMessage()).build();
    }

    private static Response response(String id, Answer answer) {
        return switch (answer.outcome()) {
            case FOUND -> found(answer.row().orElseThrow());
            case ABSENT ->
                problem(404, "Absent", String.format(Locale.ROOT, "There is no row '%s'.", id))
                        .build();
            case FAILED -> problem(500, "Failed", "The query failed.").build();
            case REFUSED, CANCELLED ->
                problem(503, "Refused", "Too many queries wait for a worker.")
                        .header("Retry-After", 1)
                        .build();
            case GARBAGE, TORN, ENDLESS, DRIP -> throw new IllegalStateException("a spoiled answer is no response");
        };
    }

    private static Response found(Row row) {
        return versioned(Response.ok(row.body(), MediaType.APPLICATION_JSON_TYPE), row)
                .build();
    }

    private static ResponseBuilder versioned(ResponseBuilder response, Row row) {
        return response.header("ETag", String.format(Locale.ROOT, "\"%d\"", row.version()))
                .header("Row-Version", row.version());
    }

    private static ResponseBuilder problem(int status, String title, String detail) {
        return Response.status(status).type(Problem.MEDIA_TYPE).entity(new Problem(status, title, detail).json());
    }
}
