package dev.corral.yardstick;

import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.BiConsumer;

/**
 * The controls: endpoints of the same kind as the node's plain read, with nothing behind them but what every hit needs,
 * which is a response in memory or one GET. The CPU time that the node needs beyond that is the price of the guard.
 */
@Singleton
final class ControlRoutes {

    private static final String CONTROLS = "/caches/";

    private final Lines lines;
    private final ModelHolder model;

    ControlRoutes(Lines lines, ModelHolder model) {
        this.lines = lines;
        this.model = model;
    }

    void begin(@Observes Router router) {
        router.get(CONTROLS + "*").handler(this::read);
    }

    private void read(RoutingContext exchange) {
        String path = exchange.request().path();
        int slash = path.indexOf('/', CONTROLS.length());
        String key = path.substring(slash + 1);
        switch (slash < 0 ? "" : path.substring(CONTROLS.length(), slash)) {
            case "constant" -> model.get().send(exchange.response());
            case "batched" -> stored(key, exchange.response(), lines.mine()::together);
            case "unbatched" -> stored(key, exchange.response(), lines.mine()::alone);
            default -> exchange.next();
        }
    }

    private void stored(
            String key, HttpServerResponse response, BiConsumer<Request, Handler<AsyncResult<Response>>> line) {
        Model asked = model.get();
        line.accept(Request.cmd(Command.GET).arg(asked.redisKey(key)), reply -> {
            if (reply.failed()) {
                response.setStatusCode(500).end();
            } else if (reply.result() == null) {
                response.setStatusCode(404).end();
            } else {
                asked.send(response, reply.result().toBuffer());
            }
        });
    }
}
