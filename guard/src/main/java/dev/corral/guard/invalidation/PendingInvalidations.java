package dev.corral.guard.invalidation;

import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Environment;
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
 * A bounded set of the written keys whose invalidation the shared store did not accept. Each is retried until the store
 * accepts it, or until no entry from before the write can still live.
 *
 * <p>One {@link RetryPolicy back-off} serves all keys, because the store is the cause of the failures: a retry for each
 * key would send thousands of commands at once to a Redis that has just come back. Another write of a pending key does
 * not add a second one.
 */
public final class PendingInvalidations {

    /** The outcome of an invalidation. */
    public enum Outcome {
        /** The store accepted it. */
        DONE,
        /** The store did not accept it, and it is retried. */
        PENDING,
        /** The store did not accept it, and it is not retried: too many others are pending. */
        DROPPED
    }

    private static final int AT_ONCE = 16;

    /** A pending invalidation, compared by identity: another write of the key creates another one. */
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
    private final AtomicBoolean retrying = new AtomicBoolean();
    private final RetryPolicy policy;

    /**
     * Creates a set whose invalidations are retried with an exponential back-off.
     *
     * @param most the number of keys that may be pending
     * @param events the events of each cache, by its name
     */
    public PendingInvalidations(SharedStore store, int most, Environment environment, Function<String, Events> events) {
        this(store, most, environment, events, new BackOffRetry(environment));
    }

    /**
     * Creates a set whose invalidations are retried by a policy.
     *
     * @param most the number of keys that may be pending
     * @param events the events of each cache, by its name
     * @param policy decides when the pending invalidations are retried
     */
    public PendingInvalidations(
            SharedStore store, int most, Environment environment, Function<String, Events> events, RetryPolicy policy) {
        this.store = store;
        this.most = most;
        this.environment = environment;
        this.events = events;
        this.policy = policy;
    }

    /**
     * Invalidates the key in the store now, or later; the call never fails.
     *
     * @param life the longest time that an entry from before the call can still live
     */
    public Uni<Outcome> invalidate(Key key, Duration life) {
        // Read before the call: this invalidation may be older than a write that adds another one from now on.
        Pending covered = pending.get(key);
        return store.invalidate(key)
                .map(accepted -> {
                    forget(key, covered);
                    return Outcome.DONE;
                })
                .onFailure()
                .recoverWithItem(failure -> remember(key, life));
    }

    /** Whether the store's entry of the key may be older than a write that this node has acknowledged. */
    public boolean contains(Key key) {
        return count.get() > 0 && pending.containsKey(key);
    }

    /** The number of pending keys. */
    public int size() {
        return count.get();
    }

    private Outcome remember(Key key, Duration life) {
        Pending added = new Pending(environment.clock().nanos() + life.toNanos());
        if (pending.replace(key, added) == null) {
            if (!add(key, added)) {
                happened(key, Event.INVALIDATION_DROPPED);
                return Outcome.DROPPED;
            }
            happened(key, Event.INVALIDATION_PENDING);
        }
        begin();
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

    private void begin() {
        if (retrying.compareAndSet(false, true)) {
            policy.retry(this::retryAll).subscribe().with(done -> ended(), failure -> endedTooSoon());
        }
    }

    /** Retries all pending keys, until the first failure that concerns the whole store. */
    private Uni<Void> retryAll() {
        return Multi.createFrom()
                .iterable(List.copyOf(pending.entrySet()))
                .onItem()
                .transformToUni(each -> retry(each.getKey(), each.getValue()))
                .merge(AT_ONCE)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Boolean> retry(Key key, Pending which) {
        if (environment.clock().passed(which.untilNanos)) {
            if (forget(key, which)) {
                happened(key, Event.INVALIDATION_EXPIRED);
            }
            return Uni.createFrom().item(false);
        }
        return store.invalidate(key)
                .map(accepted -> {
                    if (forget(key, which)) {
                        happened(key, Event.INVALIDATION_RECOVERED);
                    }
                    return true;
                })
                .onFailure(failure -> !(failure instanceof StoreUnavailable unavailable && unavailable.ofStore()))
                .recoverWithItem(false);
    }

    private void ended() {
        retrying.set(false);
        if (!pending.isEmpty()) {
            begin();
        }
    }

    /** Starts the retry again after a wait, because no invalidation may be lost when a policy gives up. */
    private void endedTooSoon() {
        environment.scheduler().schedule(this::ended, RetryPolicy.LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void happened(Key key, Event event) {
        events.apply(key.cache()).happened(event);
    }
}
