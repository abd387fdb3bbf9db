package dev.corral.node.drain;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.Future;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests of the HTTP port in progress, and what each response states about its connection.
 *
 * <p>It is placed in front of everything else on that port, so that every response states the same, including errors
 * and responses for unknown paths. The management port is not watched.
 */
@Singleton
final class Exchanges {

    /** In front of every other filter. */
    private static final int FIRST = Integer.MAX_VALUE;
    /**
     * The longest wait for an event loop. A loop runs the task at once; one that does not is not serving requests
     * either.
     */
    private static final long LONGEST_TELLING_MILLIS = 1_000;

    private final Map<EventLoop, LoopExchanges> loops = new ConcurrentHashMap<>();
    private final FastThreadLocal<LoopExchanges> ofThisLoop = new FastThreadLocal<>() {
        @Override
        protected LoopExchanges initialValue() {
            return open(ContextInternal.current().nettyEventLoop());
        }
    };
    private volatile Duration patience;

    void watch(@Observes Filters filters) {
        filters.register(this::begin, FIRST);
    }

    long inProgress() {
        return loops.values().stream().mapToLong(LoopExchanges::inProgress).sum();
    }

    /**
     * Makes every response from now on the last one of its connection, and announces that. Must not be called on an
     * event loop.
     *
     * @param patience how long a multiplexed connection may still carry its other responses in progress
     */
    void beLast(Duration patience) {
        this.patience = patience;
        List<Future<?>> told = new ArrayList<>();
        loops.forEach((loop, exchanges) -> told.add(loop.submit(() -> exchanges.beLast(patience))));
        told.forEach(each -> each.awaitUninterruptibly(LONGEST_TELLING_MILLIS));
    }

    private void begin(RoutingContext exchange) {
        ofThisLoop.get().begin(exchange);
    }

    private LoopExchanges open(EventLoop loop) {
        LoopExchanges opened = new LoopExchanges(loop);
        loops.put(loop, opened);
        // Checked once the loop is in the map: beLast has either found the loop there, or has set patience before this
        // line.
        if (patience != null) {
            opened.beLast(patience);
        }
        return opened;
    }
}
