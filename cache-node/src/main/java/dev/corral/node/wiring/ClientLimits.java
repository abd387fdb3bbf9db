package dev.corral.node.wiring;

import dev.corral.guard.runtime.Clock;
import dev.corral.guard.runtime.Environment;
import dev.corral.node.clients.ClientConnection;
import dev.corral.node.clients.EndedClients;
import dev.corral.node.clients.EndedClients.Reason;
import dev.corral.node.clients.Episode;
import dev.corral.node.clients.SlowResponses;
import dev.corral.node.clients.Sockets;
import dev.corral.node.config.Settings;
import dev.corral.node.memory.NetworkMemory;
import dev.corral.node.memory.ResponseBudget;
import dev.corral.node.metrics.Metric;
import dev.corral.node.metrics.NodeMetrics;
import io.netty.util.internal.PlatformDependent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Creates the limits of what the node's clients hold of its memory, and for how long. */
@Singleton
final class ClientLimits {

    /**
     * The share of the heap, in addition to the near cache, and of the direct memory, which contains a slice of each
     * response.
     */
    private static final int SHARE_OF_THE_MEMORY = 8;

    private static final long SWEEP_MILLIS = 500;
    /** In front of every other handler of the port. */
    private static final int FIRST = Integer.MIN_VALUE;

    @Produces
    @Singleton
    EndedClients endedClients(Vertx vertx, NodeMetrics metrics) {
        EndedClients ended = new EndedClients((after, task) -> later(vertx, after, task));
        for (Reason reason : Reason.values()) {
            metrics.counter(Metric.CLIENTS_ENDED, () -> ended.count(reason), reason);
        }
        return ended;
    }

    @Produces
    @Singleton
    SlowResponses slowResponses(Clock clock, Settings settings, EndedClients ended) {
        return new SlowResponses(clock, settings.clients().bodyTimeout(), ended);
    }

    @Produces
    @Singleton
    ResponseBudget bytesUnderWay(Settings settings, SlowResponses slow, Clock clock, Vertx vertx, NodeMetrics metrics) {
        long most = settings.origin().maxBytesUnderWay().orElse(share(settings));
        Episode full = new Episode(
                "Requests are answered 503: there is no room for another body in corral.origin.max-bytes-under-way ("
                        + most + " bytes)",
                (after, task) -> later(vertx, after, task));
        ResponseBudget bytes = new ResponseBudget(most, slow, full::happened, clock);
        metrics.gauge(Metric.BYTES_UNDER_WAY, bytes::held);
        return bytes;
    }

    @Produces
    @Singleton
    NetworkMemory networkMemory() {
        return new NetworkMemory();
    }

    @Produces
    @Singleton
    Sockets sockets(Settings settings, Clock clock, NetworkMemory memory, EndedClients ended) {
        Settings.Clients clients = settings.clients();
        return new Sockets(
                new Sockets.Limits(clients.headTimeout(), clients.idleTimeout(), clients.maxConnections()),
                clock,
                memory,
                ended);
    }

    /**
     * Starts the sweeps. Each one also looks for new servers, because the servers of the two ports begin to listen one
     * after the other, and no event reports both.
     */
    void begin(
            @Observes StartupEvent started,
            Environment environment,
            SlowResponses slow,
            ResponseBudget bytes,
            Vertx vertx,
            Sockets sockets) {
        environment
                .scheduler()
                .scheduleWithFixedDelay(
                        () -> {
                            sweep(slow, bytes);
                            watch(vertx, sockets);
                        },
                        SWEEP_MILLIS,
                        SWEEP_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    /** Watches the exchanges of the management port; the drain watches those of the HTTP port. */
    void begin(@Observes ManagementInterface management) {
        management.router().route().order(FIRST).handler(ClientLimits::follow);
    }

    private static void follow(RoutingContext exchange) {
        ClientConnection connection = ClientConnection.of(exchange.request());
        if (connection != null) {
            connection.begin(exchange.request());
            exchange.addEndHandler(end -> connection.end());
        }
        exchange.next();
    }

    private static void watch(Vertx vertx, Sockets sockets) {
        VertxInternal internal = (VertxInternal) vertx;
        sockets.watch(internal.getAcceptorEventLoopGroup(), internal.getEventLoopGroup());
    }

    private static void sweep(SlowResponses slow, ResponseBudget bytes) {
        slow.sweep();
        bytes.bodies().sweep();
    }

    private static long share(Settings settings) {
        long memory = Math.min(Runtime.getRuntime().maxMemory(), PlatformDependent.maxDirectMemory());
        return Math.max(settings.origin().maxBytes(), memory / SHARE_OF_THE_MEMORY);
    }

    private static void later(Vertx vertx, Duration after, Runnable task) {
        vertx.setTimer(after.toMillis(), timer -> task.run());
    }
}
