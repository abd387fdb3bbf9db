package dev.corral.yardstick;

import io.smallrye.mutiny.Uni;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.function.BiConsumer;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The same kind of endpoint as the node's read, with nothing behind it but what a hit cannot do without: an answer that
 * is there already, or one GET. What the node takes beyond that is the price of the guard.
 */
@Singleton
@Path("/caches")
public final class ControlResource {

    private final Lines lines;
    private volatile Model model = Model.NOTHING;

    ControlResource(Lines lines) {
        this.lines = lines;
    }

    @GET
    @Path("/{control}/{key:[^/]*}")
    public Uni<RestResponse<Object>> get(
            @PathParam("control") String control, @PathParam("key") @Encoded String key, @Context HttpHeaders headers) {
        return switch (control) {
            case "constant" -> Uni.createFrom().item(model.response());
            case "batched" -> stored(key, lines.mine()::together);
            case "unbatched" -> stored(key, lines.mine()::alone);
            default -> Uni.createFrom().item(unknown());
        };
    }

    private Uni<RestResponse<Object>> stored(String key, BiConsumer<Request, Handler<AsyncResult<Response>>> line) {
        Model asked = model;
        Request get = Request.cmd(Command.GET).arg(asked.redisKey(key));
        return Uni.createFrom()
                .emitter(caller -> line.accept(get, reply -> {
                    if (reply.failed()) {
                        caller.fail(reply.cause());
                    } else {
                        caller.complete(
                                reply.result() == null
                                        ? unknown()
                                        : asked.responseOf(reply.result().toBuffer()));
                    }
                }));
    }

    private static RestResponse<Object> unknown() {
        return RestResponse.status(RestResponse.StatusCode.NOT_FOUND);
    }

    /** From now on the controls answer as the node has answered from this cache. */
    @PUT
    @Path("/{cache}")
    public void give(@PathParam("cache") String cache, @Context HttpHeaders told, byte[] bytes) {
        model = Model.of(cache, told, bytes);
    }
}
