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
 * The requests of the HTTP port in progress, and what each answer says about its connection.
 *
 * <p>Stands before everything else on that port, so that whatever answers, be it an error or a path that is not there,
 * says the same. The management port is not looked at.
 */
@Singleton
final class Exchanges {

    /** Before any other filter. */
    private static final int FIRST = Integer.MAX_VALUE;
    /** A loop comes to it at once; one that does not answers nobody either. */
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
     * From now on every answer is the last one of its connection, and says so. Not to be called on an event loop.
     *
     * @param patience how long a connection may still carry answers that are under way beside it
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
        // Asked once it can be found: whoever told the others either told it too, or is seen here.
        if (patience != null) {
            opened.beLast(patience);
        }
        return opened;
    }
}
