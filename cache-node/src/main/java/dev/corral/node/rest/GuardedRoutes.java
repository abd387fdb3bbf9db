package dev.corral.node.rest;

import dev.corral.node.switches.Conflict;
import dev.corral.node.switches.Token;
import dev.corral.node.switches.Unconfirmed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Routes that require a token, receive JSON and answer with JSON or with a problem. The framework reads the body, up to
 * the limit of the management port, before it calls them.
 */
final class GuardedRoutes {

    /** The same as {@code quarkus.management.limits.max-body-size}. */
    private static final int MAX_BODY_BYTES = 64 << 10;

    private static final int BEFORE_THE_SERVERS_OWN = -1_000;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_LARGE = 413;

    private final Router router;
    private final Token token;

    GuardedRoutes(Router router, Path tokenFile) {
        this.router = router;
        this.token = new Token(tokenFile);
    }

    void get(String path, Function<RoutingContext, Uni<JsonObject>> action) {
        route(HttpMethod.GET, path, action);
    }

    void put(String path, Function<RoutingContext, Uni<JsonObject>> action) {
        route(HttpMethod.PUT, path, action);
    }

    void post(String path, Function<RoutingContext, Uni<JsonObject>> action) {
        route(HttpMethod.POST, path, action);
    }

    private void route(HttpMethod method, String path, Function<RoutingContext, Uni<JsonObject>> action) {
        router.route(method, path).order(BEFORE_THE_SERVERS_OWN).handler(GuardedRoutes::checkLength);
        router.route(method, path)
                .handler(this::authenticate)
                .handler(call -> answer(call, action))
                .failureHandler(GuardedRoutes::explain);
    }

    /** Refuses a body by its head, with a problem; the server's own limit would end the response without one. */
    private static void checkLength(RoutingContext call) {
        if (BodyAnnouncement.length(call.request()) > MAX_BODY_BYTES) {
            call.fail(TOO_LARGE);
        } else {
            call.next();
        }
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
