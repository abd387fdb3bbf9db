package dev.corral.node.cache;

import dev.corral.guard.cache.CacheConfig;
import dev.corral.guard.cache.GuardedCache;
import dev.corral.guard.cache.Layers;
import dev.corral.guard.cache.Write;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Request;
import dev.corral.guard.core.Trace;
import dev.corral.node.config.CacheSettings;
import dev.corral.node.hot.HotKeys;
import dev.corral.node.origin.ClientAttempt;
import dev.corral.node.origin.HttpOrigin;
import dev.corral.node.origin.HttpOrigin.Written;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A cache of the node, by its name. Reads use its chain; writes are sent to the origin. */
public final class NamedCache {

    private final GuardedCache cache;
    private final CacheConfig configured;
    private final CacheSettings settings;
    private final HttpOrigin origin;
    private final HotKeys hot;
    private final boolean passesCredentials;
    private final boolean honoursOrigin;
    private final LongAdder retries = new LongAdder();
    private final boolean traced;

    /** @param traced whether its requests may have traces */
    public NamedCache(GuardedCache cache, CacheSettings settings, HttpOrigin origin, HotKeys hot, boolean traced) {
        this.cache = cache;
        this.configured = cache.config();
        this.settings = settings;
        this.origin = origin;
        this.hot = hot;
        this.traced = traced;
        this.passesCredentials = settings.credentials() == CacheSettings.Credentials.BYPASS;
        this.honoursOrigin = settings.originLifetimes() == CacheSettings.OriginLifetimes.HONOUR;
    }

    public Description description() {
        return Description.of(this, cache.description());
    }

    /** The settings of its chain. */
    public CacheConfig config() {
        return cache.config();
    }

    /** The settings of its chain as they were configured. */
    public CacheConfig configured() {
        return configured;
    }

    /** The layers that its chain can have. */
    public Layers layers() {
        return cache.layers();
    }

    /**
     * Checks settings as {@link #replaceChain} does.
     *
     * @throws IllegalArgumentException if the settings contradict each other
     */
    public void check(CacheConfig config) {
        cache.check(config);
    }

    /** Returns the longest time that an entry can be stored under these settings. */
    public Duration longestLife(CacheConfig config) {
        return cache.longestLife(config);
    }

    /** Refuses loads from now on, or no longer; stored entries are served. */
    public void refuseLoads(boolean refused) {
        cache.refuseLoads(refused);
    }

    /**
     * Replaces the chain while requests run.
     *
     * @throws IllegalArgumentException if the settings contradict each other; the chain then stays as it is
     */
    public void replaceChain(CacheConfig config) {
        cache.replaceChain(config);
    }

    /** Returns the chain in one line. */
    @Override
    public String toString() {
        return cache.description().toString();
    }

    public String name() {
        return cache.config().cache();
    }

    /** How the cache treats the query of a URL. */
    public CacheSettings.Query query() {
        return settings.query();
    }

    /** Whether the cache stores anything; if not, every request is sent to the origin. */
    public boolean keeps() {
        return cache.stores();
    }

    /**
     * Whether requests with credentials bypass the cache and reach the origin with them; if not, they are treated like
     * any other request.
     */
    public boolean passesCredentials() {
        return passesCredentials;
    }

    /** Whether the origin's response headers determine how long a row lives. */
    public boolean honoursOrigin() {
        return honoursOrigin;
    }

    /** Whether its requests may have traces. */
    public boolean isTraced() {
        return traced;
    }

    /** @param fields the request headers for the origin */
    public Uni<Answer> get(Key key, Map<String, String> fields) {
        return get(key, fields, Trace.NONE);
    }

    /**
     * @param fields the request headers for the origin
     * @param trace the trace of the request
     */
    public Uni<Answer> get(Key key, Map<String, String> fields, Trace trace) {
        count(fields);
        hot.read(key);
        return cache.get(Request.of(key, fields, trace));
    }

    /** Writes the row to the origin, then invalidates the key. */
    public Uni<Write<Written>> put(Key key, byte[] row, Map<String, String> fields) {
        count(fields);
        return cache.write(key, origin.put(key, row, fields));
    }

    public Uni<Write<Written>> delete(Key key, Map<String, String> fields) {
        count(fields);
        return cache.write(key, origin.delete(key, fields));
    }

    private void count(Map<String, String> fields) {
        if (ClientAttempt.isRepeated(fields)) {
            retries.increment();
        }
    }

    /** The number of requests with which a client repeated an earlier one. */
    public long retries() {
        return retries.sum();
    }

    /** The most frequent keys. */
    public HotKeys hot() {
        return hot;
    }

    /** Whether a load or a write is in progress; the client of such a write may have left. */
    public boolean busy() {
        return cache.isBusy();
    }

    /** Ends the loads in progress. */
    public void endLoads() {
        cache.abandonLoads();
    }

    /** Returns the stored entry without changing anything. */
    public Uni<Optional<Entry>> peek(Key key) {
        return cache.entry(key);
    }
}
