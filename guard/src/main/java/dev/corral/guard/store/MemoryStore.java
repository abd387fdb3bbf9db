package dev.corral.guard.store;

import dev.corral.guard.core.Clock;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The shared store inside one process: for tests, simulations, and services of a single node. Every step is atomic, as a
 * script at Redis is; what has expired is forgotten when it is next looked at.
 */
public final class MemoryStore implements SharedStore, FleetLocks {

    private final Map<Key, Slot> slots = new HashMap<>();
    private final Map<Key, List<Runnable>> watches = new ConcurrentHashMap<>();
    private final Clock clock;
    private final DoubleSupplier random;

    public MemoryStore(Clock clock, DoubleSupplier random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Uni<Entry> get(Key key) {
        return step(() -> slot(key).entry);
    }

    @Override
    public Uni<Void> put(Key key, Entry entry) {
        return waking(key, () -> {
            slot(key).entry = entry;
            return null;
        });
    }

    @Override
    public Uni<Void> invalidate(Key key) {
        return waking(key, () -> {
            slot(key).doom(clock.micros());
            return null;
        });
    }

    @Override
    public Uni<Grant> acquire(Ask ask) {
        return step(() -> slot(ask.key()).acquire(ask, clock));
    }

    @Override
    public Uni<Publication> publish(Key key, Lease lease, Entry entry) {
        return waking(key, () -> {
            Slot slot = slot(key);
            Entry stamped = entry.stamped(lease.fence(), clock.micros());
            if (slot.fence != lease.fence()) {
                slot.free(lease);
                return new Publication(false, stamped);
            }
            if (slot.hasNewerVersionThan(entry)) {
                slot.free(lease);
                slot.failed(clock.nanos(), random.getAsDouble());
                return new Publication(false, stamped);
            }
            slot.store(stamped, lease);
            return new Publication(true, stamped);
        });
    }

    @Override
    public Uni<Boolean> renew(Key key, Lease lease, Duration term) {
        return step(() -> slot(key).renew(lease, clock.nanos() + term.toNanos()));
    }

    @Override
    public Uni<Void> release(Key key, Lease lease, Marker marker) {
        return waking(key, () -> {
            Slot slot = slot(key);
            if (slot.free(lease)) {
                switch (marker) {
                    case NONE -> {}
                    case PASS -> slot.pass(clock.nanos());
                    case BACK_OFF -> slot.failed(clock.nanos(), random.getAsDouble());
                }
            }
            return null;
        });
    }

    @Override
    public Watch watch(Key key, Runnable wake) {
        Runnable own = wake::run;
        watches.computeIfAbsent(key, each -> new CopyOnWriteArrayList<>()).add(own);
        return () ->
                watches.computeIfPresent(key, (each, wakes) -> wakes.remove(own) && wakes.isEmpty() ? null : wakes);
    }

    private Slot slot(Key key) {
        Slot slot = slots.computeIfAbsent(key, each -> new Slot());
        slot.forgetExpired(clock);
        return slot;
    }

    private <T> Uni<T> step(Supplier<T> step) {
        return Uni.createFrom().item(() -> {
            synchronized (slots) {
                return step.get();
            }
        });
    }

    private <T> Uni<T> waking(Key key, Supplier<T> step) {
        return step(step).invoke(() -> watches.getOrDefault(key, List.of()).forEach(Runnable::run));
    }

    /** The four keys of an entry. */
    private static final class Slot {
        private Entry entry;
        private String holder;
        private long leaseEndNanos;
        private long fence;
        private int failures;
        private long retryNanos;
        private long failureEndNanos;
        private boolean pass;

        void forgetExpired(Clock clock) {
            if (entry != null && !entry.alive(clock.micros())) {
                entry = null;
            }
            if (holder != null && clock.passed(leaseEndNanos)) {
                holder = null;
            }
            if ((failures > 0 || pass) && clock.passed(failureEndNanos)) {
                forgive();
            }
        }

        Grant acquire(Ask ask, Clock clock) {
            if (entry != null && found(ask, clock.micros())) {
                return new Grant.Found(entry);
            }
            if (holder != null) {
                return ask.token().equals(holder)
                        ? new Grant.Granted(fence)
                        : new Grant.Busy(Duration.ofNanos(leaseEndNanos - clock.nanos()));
            }
            if (pass) {
                return new Grant.Pass();
            }
            if (failures > 0 && !clock.passed(retryNanos)) {
                return new Grant.BackingOff(Duration.ofNanos(retryNanos - clock.nanos()));
            }
            holder = ask.token();
            leaseEndNanos = clock.nanos() + ask.term().toNanos();
            raise(clock.micros());
            return new Grant.Granted(fence);
        }

        private boolean found(Ask ask, long nowMicros) {
            return ask.refresh() && entry.fresh(nowMicros)
                    || entry.fence() > ask.seenFence() && entry.usable(nowMicros);
        }

        private void raise(long nowMicros) {
            fence = Math.max(fence + 1, nowMicros);
        }

        boolean hasNewerVersionThan(Entry other) {
            return entry != null
                    && entry.content() instanceof Content.Value stored
                    && other.content() instanceof Content.Value offered
                    && offered.version() > 0
                    && stored.version() > offered.version();
        }

        void store(Entry stamped, Lease lease) {
            entry = stamped;
            free(lease);
            forgive();
        }

        void doom(long nowMicros) {
            raise(nowMicros);
            entry = null;
            holder = null;
            forgive();
        }

        boolean renew(Lease lease, long endNanos) {
            boolean mine = lease.token().equals(holder);
            if (mine) {
                leaseEndNanos = endNanos;
            }
            return mine;
        }

        boolean free(Lease lease) {
            boolean mine = lease.token().equals(holder);
            if (mine) {
                holder = null;
            }
            return mine;
        }

        void pass(long nowNanos) {
            forgive();
            pass = true;
            failureEndNanos = nowNanos + BackOff.PASS.toNanos();
        }

        void failed(long nowNanos, double jitter) {
            pass = false;
            failures++;
            long backOffNanos = BackOff.after(failures, jitter).toNanos();
            retryNanos = nowNanos + backOffNanos;
            failureEndNanos = nowNanos + BackOff.LIVES * backOffNanos;
        }

        private void forgive() {
            failures = 0;
            pass = false;
        }
    }
}
