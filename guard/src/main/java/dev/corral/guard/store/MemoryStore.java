package dev.corral.guard.store;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.runtime.Clock;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * A shared store in this process, with the same guarantees as the store on Redis.
 *
 * <p>It replaces Redis in tests and simulations, where one instance serves the chains of a whole fleet. Its clock is
 * the fleet's. Expiry is checked when a key is read, and no key is ever removed: the memory grows with the number of keys. Every step runs
 * when its Uni is subscribed to; watchers are called by the thread that made the change, before the step's result is
 * returned.
 */
public final class MemoryStore implements SharedStore, FleetLocks {

    private final Clock clock;
    private final DoubleSupplier random;
    private final Map<Key, MemorySlot> slots = new HashMap<>();
    private final Watches watches = new Watches();

    /** @param random uniform in [0, 1), for the jitter of back-offs */
    public MemoryStore(Clock clock, DoubleSupplier random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Uni<Entry> get(Key key) {
        return step(key, MemorySlot::get);
    }

    @Override
    public Uni<Void> put(Key key, Entry entry) {
        return step(key, slot -> {
            slot.put(entry);
            return null;
        });
    }

    @Override
    public Uni<Void> invalidate(Key key) {
        return step(key, slot -> {
            slot.invalidate();
            return null;
        });
    }

    @Override
    public Uni<Grant> acquire(Ask ask) {
        return step(ask.key(), slot -> slot.acquire(ask));
    }

    @Override
    public Uni<Publication> publish(Key key, Lease lease, Entry entry) {
        return step(key, slot -> slot.publish(lease, entry));
    }

    @Override
    public Uni<Boolean> renew(Key key, Lease lease, Duration term) {
        return step(key, slot -> slot.renew(lease, term));
    }

    @Override
    public Uni<Void> release(Key key, Lease lease, ReleaseReason reason) {
        return step(key, slot -> {
            slot.release(lease, reason);
            return null;
        });
    }

    @Override
    public Watch watch(Key key, Runnable wake) {
        return watches.add(key, wake);
    }

    /** Removes everything, like a Redis that was flushed or restarted. */
    public void flush() {
        synchronized (slots) {
            slots.clear();
        }
        watches.wakeAll();
    }

    /** Removes the key's fence, as an eviction does. */
    void forgetFence(Key key) {
        synchronized (slots) {
            slot(key).forgetFence();
        }
    }

    /** Removes the key's lease, as if it had expired. */
    void forgetLease(Key key) {
        synchronized (slots) {
            slot(key).forgetLease();
        }
    }

    /** Removes the key's value, as if it had expired. */
    void forgetValue(Key key) {
        synchronized (slots) {
            slot(key).forgetValue();
        }
    }

    /** Removes the record of the key's failures, as if it had expired. */
    void forgetFailure(Key key) {
        synchronized (slots) {
            slot(key).forgetFailure();
        }
    }

    /** The number of leases held now: after a test, a number above 0 shows a lease that was not released. */
    public int leases() {
        synchronized (slots) {
            return (int) slots.values().stream().filter(MemorySlot::leased).count();
        }
    }

    /** The number of watches not yet closed. */
    public int watches() {
        return watches.open();
    }

    private <T> Uni<T> step(Key key, Function<MemorySlot, T> step) {
        return Uni.createFrom().item(() -> {
            T answer;
            boolean changed;
            synchronized (slots) {
                MemorySlot slot = slot(key);
                answer = step.apply(slot);
                changed = slot.takeChanged();
            }
            // Outside the monitor: a woken waiter calls the store again at once, perhaps with a lock of its own.
            if (changed) {
                watches.wake(key.toString());
            }
            return answer;
        });
    }

    private MemorySlot slot(Key key) {
        return slots.computeIfAbsent(key, absent -> new MemorySlot(clock, random));
    }
}
