package dev.corral.guard.cache;

import dev.corral.guard.chain.LayerName;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.guard.core.LoadFailure.WriteRefused;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.flight.Flights;
import dev.corral.guard.invalidation.PendingInvalidations.Outcome;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.MissesOfKeys;
import dev.corral.guard.probe.Probe;
import dev.corral.guard.probe.Quantity;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A cache with its chain, its loads in progress and its writes. The chain can be replaced while requests run.
 *
 * <p>Loads in progress, the state of each layer, near entries, permits and meters remain when the chain is replaced, so
 * that every request is still counted once and loaded once.
 */
public final class GuardedCache {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final CacheContext context;
    private final Layers layers;
    private final ChainFactory chains;
    private final Predicate<Request> bypasses;
    private final MissesOfKeys misses;
    private final AtomicInteger writes = new AtomicInteger();
    private volatile boolean refusesLoads;
    private volatile Chain chain;

    /** The loads of all replaced chains that have not ended. */
    private volatile ReplacedLoads retired = ReplacedLoads.NONE;

    private volatile Duration longestLife = Duration.ZERO;

    private GuardedCache(Builder builder, CacheConfig config) {
        Flights flights = new Flights(builder.node.environment(), builder.events);
        this.context = new CacheContext(
                config.cache(), builder.node, flights, builder.events, builder.lifetimes, builder.freshness);
        this.layers = builder.layers;
        this.chains = new ChainFactory(context, layers, builder.origin, builder.probe);
        this.bypasses = builder.bypasses;
        this.misses = new MissesOfKeys(builder.node.environment().clock());
        check(config);
        this.chain = chains.build(config, ReplacedLoads.NONE, this::load);
        remember(config);
    }

    /** Returns a builder of a cache in front of an origin. */
    public static Builder over(Loader origin, NodeContext node) {
        return new Builder(origin, node);
    }

    /** The settings of the current chain. */
    public CacheConfig config() {
        return chain.config();
    }

    /** Returns a description of the current chain. */
    public Description description() {
        return chains.describe(chain.config());
    }

    /**
     * Answers a request. The returned Uni fails with a {@link dev.corral.guard.core.LoadFailure}, or with the exception
     * of the origin.
     */
    public Uni<Answer> get(Request request) {
        Chain current = chain;
        if (bypasses.test(request)) {
            context.events().happened(Event.BYPASSED);
            return refusesLoads ? refused() : current.bypass().load(request);
        }
        return current.read().load(request);
    }

    /** Returns the stored entry. The call reads the shared store and changes nothing. */
    public Uni<Optional<Entry>> entry(Key key) {
        return stores()
                ? context.node().store().store().get(key).map(Optional::ofNullable)
                : Uni.createFrom().item(Optional.empty());
    }

    /** Whether the cache stores entries. */
    public boolean stores() {
        return chain.config().has(LayerName.LOOKUP);
    }

    /**
     * Invalidates the key in the shared store, now or later, and in this process. The call never fails.
     *
     * <p>The state of this process is cleared last, because a load that began before could still find the old value in
     * the store.
     */
    public Uni<Outcome> invalidate(Key key) {
        Uni<Outcome> stored = stores()
                ? context.node().pending().invalidate(key, longestLife)
                : Uni.createFrom().item(Outcome.DONE);
        return stored.eventually(() -> forget(key));
    }

    /**
     * Writes a row, then invalidates its key. A failed write invalidates the key too, because the row may have been
     * written nevertheless; a {@link WriteRefused} does not, because nothing was sent. The write continues if its
     * caller cancels.
     */
    public <T> Uni<Write<T>> write(Key key, Uni<T> write) {
        return write.onSubscription()
                .invoke(writes::incrementAndGet)
                .onItemOrFailure()
                .transformToUni((written, failure) -> failure instanceof WriteRefused
                        ? Uni.createFrom().failure(failure)
                        : invalidated(key, written, failure))
                .onTermination()
                .invoke(writes::decrementAndGet)
                .memoize()
                .indefinitely();
    }

    private <T> Uni<Write<T>> invalidated(Key key, T written, Throwable failure) {
        return invalidate(key)
                .onItem()
                .transformToUni(outcome -> failure == null
                        ? Uni.createFrom().item(new Write<>(written, outcome))
                        : Uni.createFrom().failure(failure));
    }

    /**
     * Replaces the chain. Requests in progress are answered; callers of the new chain join the loads in progress.
     *
     * @throws IllegalArgumentException if the settings contradict each other; the chain is then not replaced
     */
    public synchronized void replaceChain(CacheConfig config) {
        check(config);
        Chain old = chain;
        boolean writesAlike = old.config().has(LayerName.LOCK) == config.has(LayerName.LOCK);
        ReplacedLoads before = writesAlike ? old.before() : old.before().and(old.running());
        remember(config);
        retired = retired.and(old.running());
        chain = chains.build(config, before, this::load);
        // Closed only now, because a load that finds the old chain closed uses the new one.
        old.running().close();
    }

    /**
     * Refuses loads from now on, or no longer. Stored entries are served, stale ones too where a failed load would let
     * them; loads in progress continue.
     */
    public void refuseLoads(boolean refused) {
        refusesLoads = refused;
    }

    /** Whether loads are refused. */
    public boolean refusesLoads() {
        return refusesLoads;
    }

    /** The layers that the chains of the cache can have. */
    public Layers layers() {
        return layers;
    }

    /** Returns the longest time that an entry can be stored under these settings. */
    public Duration longestLife(CacheConfig config) {
        return context.lifetimes().longest(config.lifetimes());
    }

    /** Whether a load or a write is in progress, including one whose caller has cancelled. */
    public boolean isBusy() {
        return writes.get() > 0
                || context.flights().size() > 0
                || chain.running().any()
                || !retired.areOver();
    }

    /** Ends the shared loads, which continue when their callers cancel. All other loads end with their callers. */
    public void abandonLoads() {
        context.flights().abandonAll();
    }

    /** Loads through the chain that is current now, even if the request was read through an older one. */
    private Uni<Answer> load(Request request) {
        if (!request.purpose().refresh()) {
            context.events().observed(Quantity.MISSES_OF_A_KEY, misses.missed(request.key()));
        }
        if (refusesLoads) {
            return refused();
        }
        return Uni.createFrom().deferred(() -> {
            Chain current = chain;
            while (!current.running().begin()) {
                current = chain;
            }
            return loadIn(current, request);
        });
    }

    private Uni<Answer> refused() {
        context.events().happened(Event.SHED);
        return Uni.createFrom().failure(new Shed("the switch shed of this cache is on", RETRY_AFTER));
    }

    private static Uni<Answer> loadIn(Chain current, Request request) {
        Uni<Answer> loading;
        try {
            loading = current.load().load(request);
        } catch (Throwable broken) {
            current.running().end();
            throw broken;
        }
        return loading.onTermination().invoke(() -> current.running().end());
    }

    /**
     * Checks settings as {@link #replaceChain} does.
     *
     * @throws IllegalArgumentException if the settings contradict each other; the message names the change
     */
    public void check(CacheConfig config) {
        if (!config.cache().equals(context.cache())) {
            throw new IllegalArgumentException(
                    "the settings are for cache " + config.cache() + "; they must be for cache " + context.cache());
        }
        LayerRules.check(layers, config.layers());
        TimeRules.of(config, context.node()).check();
    }

    /** Records the longest lifetime so far, because entries of replaced chains may still be stored. */
    private void remember(CacheConfig config) {
        Duration longest = context.lifetimes().longest(config.lifetimes());
        if (longest.compareTo(longestLife) > 0) {
            longestLife = longest;
        }
    }

    /**
     * Clears the state of this process at once, because the push about a change may arrive after the writer's next
     * read.
     */
    private void forget(Key key) {
        context.node().near().changed(key);
        context.flights().forget(key);
    }

    /** Builds a {@link GuardedCache}. */
    public static final class Builder {

        private final Loader origin;
        private final NodeContext node;
        private Layers layers = Layers.STANDARD;
        private LifetimeSource lifetimes = LifetimeSource.SETTINGS;
        private UnaryOperator<Freshness> freshness = UnaryOperator.identity();
        private Events events = Events.NONE;
        private Probe probe = Probe.NONE;
        private Predicate<Request> bypasses = request -> false;

        private Builder(Loader origin, NodeContext node) {
            this.origin = origin;
            this.node = node;
        }

        /** Sets the layers that the chains of the cache can have. Default: {@link Layers#STANDARD}. */
        public Builder layers(Layers known) {
            layers = known;
            return this;
        }

        /** Sets the source of lifetimes. Default: the settings alone. */
        public Builder lifetimes(LifetimeSource source) {
            lifetimes = source;
            return this;
        }

        /**
         * Wraps the freshness policy of every chain, whatever the settings are. Default: the policy of the settings.
         */
        public Builder judging(UnaryOperator<Freshness> change) {
            freshness = change;
            return this;
        }

        /** Reports the events of the cache, and the requests at each layer. Default: neither is reported. */
        public Builder report(Events newEvents, Probe newProbe) {
            events = newEvents;
            probe = newProbe;
            return this;
        }

        /** Sets which requests bypass the cache: their answers are neither stored nor shared. Default: none. */
        public Builder bypassing(Predicate<Request> which) {
            bypasses = which;
            return this;
        }

        /** @throws IllegalArgumentException if the settings contradict each other */
        public GuardedCache open(CacheConfig config) {
            return new GuardedCache(this, config);
        }
    }
}
