package dev.corral.guard.lock;

import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.store.FleetLocks;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The renewal of a lease while its load runs: after every third of the lease, up to the cap, so that a load may last
 * longer than a lease.
 */
final class Renewal {

    private final Key key;
    private final Lease lease;
    private final FleetLock.Times times;
    private final FleetLocks locks;
    private final Environment environment;
    private final Events events;
    private volatile Future<?> timer;
    private volatile boolean ended;
    private long capNanos;

    Renewal(Key key, Lease lease, FleetLock.Times times, FleetLocks locks, Environment environment, Events events) {
        this.key = key;
        this.lease = lease;
        this.times = times;
        this.locks = locks;
        this.environment = environment;
        this.events = events;
    }

    void begin() {
        long thirdNanos = times.lease().toNanos() / 3;
        capNanos = environment.clock().nanos() + times.renewalCap().toNanos();
        timer = environment.scheduler().scheduleAtFixedRate(this::renew, thirdNanos, thirdNanos, TimeUnit.NANOSECONDS);
    }

    void end() {
        ended = true;
        timer.cancel(false);
    }

    private void renew() {
        if (environment.clock().passed(capNanos)) {
            end();
            return;
        }
        locks.renew(key, lease, times.lease())
                .subscribe()
                .with(held -> lost(!held), failure -> events.happened(Event.STORE_WRITE_FAILED));
    }

    /**
     * Reports a lost lease. A renewal that is sent at the time of the publish finds the lease free; no lease was lost
     * then.
     */
    private void lost(boolean lost) {
        if (lost && !ended) {
            events.happened(Event.LEASE_LOST);
            end();
        }
    }
}
