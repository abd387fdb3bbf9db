package dev.corral.guard;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.cache.GuardedCache;
import dev.corral.guard.cache.NodeContext;
import dev.corral.guard.cache.StoreAccess;
import dev.corral.guard.cache.TimeRules;
import dev.corral.guard.cache.Times;
import dev.corral.guard.cache.UnreadableEntries;
import dev.corral.guard.core.Loader;
import dev.corral.guard.gate.Permits;
import dev.corral.guard.invalidation.PendingInvalidations;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Probe;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.SystemClock;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.MemoryStore;
import dev.corral.guard.store.SharedStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The caches of one process, and the entry point of the library. All caches share one store, one near cache and one
 * limit of loads in progress.
 */
public final class Corral implements AutoCloseable {

    private final NodeContext node;
    private final Function<String, Events> events;
    private final Function<String, Probe> probes;
    private final Duration drain;
    private final Duration storeTimeout;
    private final Runnable closing;
    private final Map<String, GuardedCache> caches = new ConcurrentHashMap<>();

    private Corral(Builder builder) {
        Environment environment = builder.environment;
        NearStore near = new NearStore(builder.nearBytes, environment.clock(), builder.events);
        this.node = new NodeContext(
                environment,
                builder.access,
                new Permits(builder.loads, builder.queue),
                near,
                new PendingInvalidations(
                        builder.access.store(), builder.pendingInvalidations, environment, builder.events));
        this.events = builder.events;
        this.probes = builder.probes;
        this.drain = builder.drain;
        this.storeTimeout = builder.storeTimeout;
        this.closing = builder.closing;
        builder.changes.accept(near);
    }

    /** Returns a builder of caches over a shared store. */
    public static <S extends SharedStore & FleetLocks> Builder over(S store, Environment environment) {
        return new Builder(StoreAccess.of(store), environment);
    }

    /**
     * Returns caches that store their values in this process only, for tests of a program. They have no size limit and
     * share nothing with other processes.
     */
    public static Corral inMemory() {
        SystemClock clock = new SystemClock();
        MemoryStore store =
                new MemoryStore(clock, () -> ThreadLocalRandom.current().nextDouble());
        return over(store, Environment.plain(clock))
                .changes(NearStore::allChanged)
                .open();
    }

    /** Starts to build a cache. Processes that share a store share the values of caches with the same name. */
    public <V> CacheBuilder<V> cache(String name, Codec<V> codec) {
        return new CacheBuilder<>(this, name, codec);
    }

    /** The number of loads in progress, over all caches. */
    public int loadsInProgress() {
        return node.permits().inside();
    }

    /** The number of entries of a cache in the memory of this process. */
    public long nearEntries(String cache) {
        return node.near().entries(cache);
    }

    /** The weight of the entries of a cache in the memory of this process, in bytes. */
    public long nearBytes(String cache) {
        return node.near().bytes(cache);
    }

    /**
     * Waits until the loads in progress have ended, at most for the drain limit; then ends the remaining loads and
     * releases their locks.
     */
    @Override
    public void close() {
        long endNanos = node.environment().clock().nanos() + drain.toNanos();
        while (caches.values().stream().anyMatch(GuardedCache::isBusy)
                && !node.environment().clock().passed(endNanos)) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        caches.values().forEach(GuardedCache::abandonLoads);
        closing.run();
    }

    /** Returns the times of a cache whose loads take at most {@code load}, with the wait at the gate in them. */
    Times times(Duration load) {
        Permits permits = node.permits();
        return Times.of(load, storeTimeout, Math.max(1, TimeRules.turns(permits.limit(), permits.queueLimit())));
    }

    Environment environment() {
        return node.environment();
    }

    <V> Cache<V> open(CacheConfig config, Codec<V> codec, Loader origin, Optional<BatchedLoads<V>> batched) {
        String name = config.cache();
        UnreadableEntries unreadable = new UnreadableEntries();
        GuardedCache cache = GuardedCache.over(origin, node)
                .report(events.apply(name), probes.apply(name))
                .judging(unreadable::around)
                .open(config);
        if (caches.putIfAbsent(name, cache) != null) {
            throw new IllegalArgumentException(
                    "a cache with the name " + name + " is already open: choose another name");
        }
        return new Cache<>(cache, codec, unreadable, node.environment().loops(), events.apply(name), batched);
    }

    /** Builds a {@link Corral}. */
    public static final class Builder {

        private final StoreAccess access;
        private final Environment environment;
        private int loads = 64;
        private int queue = 64;
        private long nearBytes = 64L << 20;
        private int pendingInvalidations = 10_000;
        private Duration drain = Duration.ofSeconds(5);
        private Duration storeTimeout = Times.DEFAULT.store();
        private Function<String, Events> events = cache -> Events.NONE;
        private Function<String, Probe> probes = cache -> Probe.NONE;
        private Consumer<NearStore> changes = near -> {};
        private Runnable closing = () -> {};

        private Builder(StoreAccess access, Environment environment) {
            this.access = access;
            this.environment = environment;
        }

        /**
         * Limits the loads in progress, over all caches together. Default: 64, and 64 more that wait.
         *
         * @param newLoads the number of loads in progress at once; at least 1
         * @param newQueue the number of loads that may wait; further loads are refused
         */
        public Builder limit(int newLoads, int newQueue) {
            loads = newLoads;
            queue = newQueue;
            return this;
        }

        /** Limits the bytes of the values that are stored in the process, over all caches together. Default: 64 MiB. */
        public Builder nearBytes(long bytes) {
            nearBytes = bytes;
            return this;
        }

        /**
         * Sets how long one command of the store may take; the times of the lock are derived from it. Default: 500 ms.
         */
        public Builder storeTimeout(Duration limit) {
            storeTimeout = limit;
            return this;
        }

        /** Sets how long {@link Corral#close} waits for loads. Default: 5 s. */
        public Builder drain(Duration limit) {
            drain = limit;
            return this;
        }

        /**
         * Reports the events of each cache, and the requests at each layer. Both functions receive the name of the
         * cache.
         */
        public Builder report(Function<String, Events> newEvents, Function<String, Probe> newProbes) {
            events = newEvents;
            probes = newProbes;
            return this;
        }

        /** Connects the near cache to the source that reports the changes of keys. */
        public Builder changes(Consumer<NearStore> source) {
            changes = source;
            return this;
        }

        /** Sets a task that runs at the end of {@link Corral#close}. */
        public Builder whenClosed(Runnable task) {
            closing = task;
            return this;
        }

        /**
         * Returns the caches of this process.
         *
         * @throws IllegalArgumentException if the limit of the near cache is not above 0, or one of the limits of
         *     loads is too small
         */
        public Corral open() {
            return new Corral(this);
        }
    }
}
