package dev.corral.origin.rest;

import dev.corral.origin.OriginConfig;
import dev.corral.origin.faults.Fault;
import dev.corral.origin.faults.Faults;
import dev.corral.origin.ledger.Ledger;
import dev.corral.origin.service.Origin;
import dev.corral.origin.time.Timeline;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The routes that read the ledger and cause faults on demand, on the management port and only if control is on.
 *
 * <p>Every route runs on the origin's timeline and sends its response on the event loop of its request.
 */
@Singleton
class ControlRoutes {

    private static final Logger LOG = Logger.getLogger("corral.origin");
    private static final int MAX_BODY_BYTES = 16 << 10;

    private final OriginConfig config;
    private final Timeline timeline;
    private final Origin origin;
    private final Ledger ledger;
    private final Faults faults;

    ControlRoutes(OriginConfig config, Timeline timeline, Origin origin, Ledger ledger, Faults faults) {
        this.config = config;
        this.timeline = timeline;
        this.origin = origin;
        this.ledger = ledger;
        this.faults = faults;
    }

    void register(@Observes ManagementInterface management) {
        if (config.control()) {
            Router router = management.router();
            router.get("/ledger").handler(this::streamLedger);
            router.delete("/ledger").handler(answer(this::resetLedger));
            router.get("/ledger/live").handler(answer(this::live));
            router.get("/faults").handler(answer(this::activeFaults));
            router.post("/faults").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
            router.post("/faults").handler(this::beginFault).failureHandler(ControlRoutes::explain);
            router.delete("/faults").handler(answer(this::endFaults));
            router.delete("/queue").handler(answer(this::dropQueue));
        }
    }

    private void streamLedger(RoutingContext call) {
        Context eventLoop = Vertx.currentContext();
        onTimeline(() -> ledger.copy(timeline.nanos()))
                .subscribe()
                .with(copy -> new LedgerStream(copy, call.response(), eventLoop).start(), call::fail);
    }

    private JsonObject resetLedger() {
        ledger.reset();
        return new JsonObject().put("nowMicros", nowMicros());
    }

    private JsonObject live() {
        return new JsonObject()
                .put("nowMicros", nowMicros())
                .put("queries", ledger.queries())
                .put("inProgress", origin.inProgress())
                .put("queued", origin.queued());
    }

    private JsonArray activeFaults() {
        JsonArray active = new JsonArray();
        faults.active().forEach(one -> active.add(FaultJson.write(one.fault(), faults.timeLeft(one))));
        return active;
    }

    private void beginFault(RoutingContext call) {
        Fault fault = FaultJson.read(call.body().buffer());
        answer(() -> {
                    faults.begin(fault);
                    LOG.infof(
                            "Fault %s is active for %d ms",
                            fault.kind().word(), fault.span().toMillis());
                    return FaultJson.write(fault, fault.span());
                })
                .handle(call);
    }

    private JsonObject endFaults() {
        int ended = faults.endAll();
        if (ended > 0) {
            LOG.infof("Faults ended on request: %d", ended);
        }
        return new JsonObject().put("ended", ended);
    }

    private JsonObject dropQueue() {
        return new JsonObject().put("dropped", origin.dropQueue());
    }

    private Handler<RoutingContext> answer(Supplier<Object> question) {
        return call -> onTimeline(question).subscribe().with(call::json, call::fail);
    }

    private <T> Uni<T> onTimeline(Supplier<T> question) {
        Context eventLoop = Vertx.currentContext();
        return Uni.createFrom()
                .item(question)
                .runSubscriptionOn(timeline)
                .emitOn(step -> eventLoop.runOnContext(turn -> step.run()));
    }

    private long nowMicros() {
        return TimeUnit.NANOSECONDS.toMicros(timeline.nanos());
    }

    private static void explain(RoutingContext call) {
        if (call.failure() instanceof IllegalArgumentException bad) {
            call.response()
                    .setStatusCode(400)
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(Buffer.buffer(new Problem(400, "Not a fault", bad.getMessage()).json()));
        } else {
            call.next();
        }
    }
}
