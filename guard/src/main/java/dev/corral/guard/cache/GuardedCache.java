package dev.corral.guard.cache;

import dev.corral.guard.chain.LayerName;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.invalidation.PendingInvalidations.Outcome;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.MissesOfKeys;
import dev.corral.guard.probe.Quantity;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

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
    private final Predicate<Request> bypasses;
    private final MissesOfKeys misses;
    private final Writes writes;
    private final ReplaceableChain chain;
    private volatile boolean refusesLoads;

    GuardedCache(
            CacheContext context,
            Layers layers,
            ChainFactory chains,
            Predicate<Request> bypasses,
            CacheConfig config) {
        this.context = context;
        this.layers = layers;
        this.bypasses = bypasses;
        this.misses = new MissesOfKeys(context.node().environment().clock());
        this.writes = new Writes(context);
        check(config);
        writes.remember(config);
        this.chain = new ReplaceableChain(chains, config, this::load);
    }

    /** Returns a builder of a cache in front of an origin. */
    public static GuardedCacheBuilder over(Loader origin, NodeContext node) {
        return new GuardedCacheBuilder(origin, node);
    }

    /** The settings of the current chain. */
    public CacheConfig config() {
        return chain.current().config();
    }

    /** Returns a description of the current chain. */
    public Description description() {
        return chain.description();
    }

    /** The layers that the chains of the cache can have. */
    public Layers layers() {
        return layers;
    }

    /**
     * Answers a request. The returned Uni fails with a {@link dev.corral.guard.core.LoadFailure}, or with the exception
     * of the origin.
     */
    public Uni<Answer> get(Request request) {
        Chain current = chain.current();
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

    /** Whether the current chain stores entries. */
    public boolean stores() {
        return config().has(LayerName.LOOKUP);
    }

    /**
     * Invalidates the key in the shared store, now or later, and in this process. The call never fails. It applies to
     * the entries of all chains, even if the current chain stores none.
     */
    public Uni<Outcome> invalidate(Key key) {
        return writes.invalidate(key);
    }

    /**
     * Writes a row, then invalidates its key. A failed write invalidates the key too, because the row may have been
     * written nevertheless; a {@link dev.corral.guard.core.LoadFailure.WriteRefused} does not, because nothing was
     * sent. The write continues if its caller cancels.
     */
    public <T> Uni<Write<T>> write(Key key, Uni<T> write) {
        return writes.write(key, write);
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

    /** Returns the longest time that an entry can be stored under these settings. */
    public Duration longestLife(CacheConfig config) {
        return context.lifetimes().longest(config.lifetimes());
    }

    /**
     * Replaces the chain. Requests in progress are answered; callers of the new chain join the loads in progress.
     *
     * @throws IllegalArgumentException if the settings contradict each other; the chain is then not replaced
     */
    public void replaceChain(CacheConfig config) {
        check(config);
        writes.remember(config);
        chain.replace(config);
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

    /** Whether a load or a write is in progress, including one whose caller has cancelled. */
    public boolean isBusy() {
        return writes.areInProgress() || context.flights().size() > 0 || chain.isLoading();
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
        return refusesLoads ? refused() : chain.load(request);
    }

    private Uni<Answer> refused() {
        context.events().happened(Event.SHED);
        return Uni.createFrom().failure(new Shed("the switch shed of this cache is on", RETRY_AFTER));
    }
}
