package dev.corral.node.drain;

import dev.corral.guard.invalidation.PendingInvalidations;
import dev.corral.guard.runtime.Clock;
import dev.corral.node.cache.Caches;
import dev.corral.node.cache.NamedCache;
import dev.corral.node.config.Settings;
import dev.corral.node.metrics.Metric;
import dev.corral.node.metrics.NodeMetrics;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Drains a node before it stops: it announces the drain, waits for the requests in progress, and ends those that take
 * too long.
 *
 * <p>It delays the framework's shutdown while everything still works. No request is refused in the meantime: new
 * requests are served, and each response asks its client to use another connection for the next one.
 */
@Startup
@Singleton
public final class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Settings settings;
    private final Exchanges exchanges;
    private final Caches caches;
    private final PendingInvalidations pending;
    private final Clock clock;
    private volatile boolean begun;

    Drain(
            Settings settings,
            Exchanges exchanges,
            Caches caches,
            PendingInvalidations pending,
            Clock clock,
            NodeMetrics metrics) {
        this.settings = settings;
        this.exchanges = exchanges;
        this.caches = caches;
        this.pending = pending;
        this.clock = clock;
        metrics.gauge(Metric.DRAINING, () -> begun ? 1 : 0);
    }

    /** Whether the drain has begun. */
    public boolean begun() {
        return begun;
    }

    void drain(@Observes ShutdownDelayInitiatedEvent stopping) {
        long beganNanos = clock.nanos();
        Settings.Drain drain = settings.drain();
        // First, so that every response announces the drain by the time readiness reports it.
        exchanges.beLast(drain.notice().plus(drain.limit()));
        begun = true;
        LOG.infof(
                "Draining: new requests are accepted for %d ms, then those in progress have at most %d ms to end",
                drain.notice().toMillis(), drain.limit().toMillis());
        pause(drain.notice());
        long awaited = exchanges.inProgress();
        if (!ended(drain.limit())) {
            endTheRest();
        }
        LOG.infof(
                "Drained after %d ms, %d requests were in progress after the notice",
                (clock.nanos() - beganNanos) / 1_000_000, awaited);
    }

    /** Ends the loads, which releases their leases over connections to Redis that are still open. */
    private void endTheRest() {
        LOG.warnf("Drain limit reached: %d requests and all loads in progress are ended", exchanges.inProgress());
        caches.all().forEach(NamedCache::endLoads);
        ended(settings.store().timeout());
        if (pending.size() > 0) {
            LOG.warnf(
                    "Pending invalidations are lost: %d; other nodes serve the rows from before these writes until they expire",
                    pending.size());
        }
    }

    private boolean ended(Duration limit) {
        long endNanos = clock.nanos() + limit.toNanos();
        while (exchanges.inProgress() > 0
                || pending.size() > 0
                || caches.all().stream().anyMatch(NamedCache::busy)) {
            if (clock.passed(endNanos)) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    private void pause(Duration notice) {
        long endNanos = clock.nanos() + notice.toNanos();
        while (!clock.passed(endNanos)) {
            LockSupport.parkNanos(endNanos - clock.nanos());
        }
    }
}
