package dev.corral.node.rest;

import dev.corral.node.switches.Conflict;
import dev.corral.node.switches.Token;
import dev.corral.node.switches.Unconfirmed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.util.function.Function;

/** Routes that require a token, receive JSON and answer with JSON or with a problem. */
final class GuardedRoutes {

    private static final int MAX_BODY_BYTES = 64 << 10;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_LARGE = 413;

    private final Router router;
    private final Token token;

    GuardedRoutes(Router router, Path tokenFile) {
        this.router = router;
        this.token = new Token(tokenFile);
    }

    void get(String path, Function<RoutingContext, Uni<JsonObject>> action) {
        route(router.get(path), action);
    }

    void put(String path, Function<RoutingContext, Uni<JsonObject>> action) {
        route(router.put(path), action);
    }

    void post(String path, Function<RoutingContext, Uni<JsonObject>> action) {
        route(router.post(path), action);
    }

    private void route(Route route, Function<RoutingContext, Uni<JsonObject>> action) {
        route.handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(this::authenticate)
                .handler(call -> answer(call, action))
                .failureHandler(GuardedRoutes::explain);
    }

    /** Reads the token on a worker thread, because the file may be slow. */
    private void authenticate(RoutingContext call) {
        String header = call.request().getHeader("Authorization");
        call.vertx()
                .executeBlocking(() -> token.isIn(header), false)
                .onSuccess(isIn -> {
                    if (isIn) {
                        call.next();
                    } else {
                        call.fail(new ProblemException(Problems.noToken()));
                    }
                })
                .onFailure(broken -> call.fail(new ProblemException(Problems.tokenUnreadable(broken.getMessage()))));
    }

    /** The response is sent on the event loop of its request. */
    private static void answer(RoutingContext call, Function<RoutingContext, Uni<JsonObject>> action) {
        Context eventLoop = Vertx.currentContext();
        Uni.createFrom()
                .deferred(() -> action.apply(call))
                .emitOn(step -> eventLoop.runOnContext(turn -> step.run()))
                .subscribe()
                .with(json -> send(call, json), call::fail);
    }

    private static void send(RoutingContext call, JsonObject json) {
        call.response().putHeader("Cache-Control", "no-store");
        call.json(json);
    }

    private static void explain(RoutingContext call) {
        if (!call.response().ended()) {
            Problem problem = problem(call);
            Reply reply = Responses.of(problem);
            if (problem.status() == UNAUTHORIZED) {
                reply.field("WWW-Authenticate", "Bearer");
            }
            reply.send(call.request());
        }
    }

    private static Problem problem(RoutingContext call) {
        return switch (call.failure()) {
            case null -> ofStatus(call.statusCode());
            case Conflict lost -> Problems.switchLost(lost.getMessage());
            case Unconfirmed unknown -> Problems.switchUnconfirmed(unknown.getMessage());
            case IllegalArgumentException broken -> Problems.switchRefused(broken.getMessage());
            default -> call.statusCode() == TOO_LARGE ? ofStatus(TOO_LARGE) : Problems.of(call.failure());
        };
    }

    private static Problem ofStatus(int status) {
        return status == TOO_LARGE
                ? Problem.plain(TOO_LARGE, "Content Too Large", "a body must have at most " + MAX_BODY_BYTES + " bytes")
                : Problem.plain(status, "Bad Request");
    }
}
