package dev.corral.node.tolerance;

import dev.corral.guard.core.Environment;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.store.SharedStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The keys whose row was written while the shared store could not be told, each tried again until the store is told or
 * the old entry has expired.
 *
 * <p>One back-off for all keys, because it is the store that fails: a retry per key would send thousands of commands at
 * once to a Redis that has just come back. Bounded in number; another write of a key that waits adds nothing.
 */
public final class PendingInvalidations {

    /** What became of an invalidation. */
    public enum Outcome {
        /** The store was told. */
        DONE,
        /** The store could not be told, and is told later. */
        PENDING,
        /** The store could not be told, and will not be: too many others wait. */
        DROPPED
    }

    static final Duration FIRST_WAIT = Duration.ofMillis(100);
    static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private static final int AT_ONCE = 16;
    private static final int MOST_DOUBLINGS = 10;

    /** Compared by identity: another write of the same key is another one. */
    private static final class Pending {
        private final long untilNanos;

        Pending(long untilNanos) {
            this.untilNanos = untilNanos;
        }
    }

    private final SharedStore store;
    private final int most;
    private final Environment environment;
    private final Function<String, Events> events;
    private final Map<Key, Pending> pending = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile int failures;

    /**
     * @param most keys that may wait
     * @param events of each cache, by its name
     */
    public PendingInvalidations(SharedStore store, int most, Environment environment, Function<String, Events> events) {
        this.store = store;
        this.most = most;
        this.environment = environment;
        this.events = events;
    }

    /**
     * Tells the store now, or later; never fails.
     *
     * @param life the longest that an entry written before can still live
     */
    public Uni<Outcome> invalidate(Key key, Duration life) {
        return store.invalidate(key)
                .map(told -> {
                    forget(key, pending.get(key));
                    return Outcome.DONE;
                })
                .onFailure()
                .recoverWithItem(failure -> remember(key, life));
    }

    /** Whether the store still has to be told of a write of the key: what it holds may be older than that write. */
    public boolean contains(Key key) {
        return count.get() > 0 && pending.containsKey(key);
    }

    /** How many keys wait. */
    public int size() {
        return count.get();
    }

    private Outcome remember(Key key, Duration life) {
        Pending added = new Pending(environment.clock().nanos() + life.toNanos());
        if (pending.replace(key, added) == null && !add(key, added)) {
            happened(key, Event.INVALIDATION_DROPPED);
            return Outcome.DROPPED;
        }
        happened(key, Event.INVALIDATION_PENDING);
        schedule();
        return Outcome.PENDING;
    }

    private boolean add(Key key, Pending added) {
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            return false;
        }
        if (pending.put(key, added) != null) {
            count.decrementAndGet();
        }
        return true;
    }

    private boolean forget(Key key, Pending which) {
        boolean removed = which != null && pending.remove(key, which);
        if (removed) {
            count.decrementAndGet();
        }
        return removed;
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            environment.scheduler().schedule(this::tellAll, waitMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private long waitMillis() {
        long doubled = FIRST_WAIT.toMillis() << Math.min(failures, MOST_DOUBLINGS);
        double jitter = 1 - environment.random().getAsDouble() / 2;
        return Math.round(Math.min(doubled, LONGEST_WAIT.toMillis()) * jitter);
    }

    /** Ends at the first failure that speaks about the store. */
    private void tellAll() {
        List<Map.Entry<Key, Pending>> waiting = List.copyOf(pending.entrySet());
        Multi.createFrom()
                .iterable(waiting)
                .onItem()
                .transformToUni(each -> tell(each.getKey(), each.getValue()))
                .merge(AT_ONCE)
                .subscribe()
                .with(told -> {}, failure -> ended(failures + 1), () -> ended(0));
    }

    private Uni<Boolean> tell(Key key, Pending which) {
        if (environment.clock().passed(which.untilNanos)) {
            if (forget(key, which)) {
                happened(key, Event.INVALIDATION_EXPIRED);
            }
            return Uni.createFrom().item(false);
        }
        return store.invalidate(key)
                .map(told -> {
                    if (forget(key, which)) {
                        happened(key, Event.INVALIDATION_RECOVERED);
                    }
                    return true;
                })
                .onFailure(failure -> !(failure instanceof StoreUnavailable unavailable && unavailable.ofStore()))
                .recoverWithItem(false);
    }

    private void ended(int failuresInARow) {
        failures = failuresInARow;
        scheduled.set(false);
        if (!pending.isEmpty()) {
            schedule();
        }
    }

    private void happened(Key key, Event event) {
        events.apply(key.cache()).happened(event);
    }
}
