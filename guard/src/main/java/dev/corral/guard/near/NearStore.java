package dev.corral.guard.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.near.NearEntry.Trust;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.store.ChangeListener;
import java.time.Duration;
import java.util.function.Function;

/**
 * The store of the entries that a process keeps in its own memory, one for all its caches, bounded by weight. A source
 * of pushes reports changes to it. While no source does, the store trusts no entry: it starts in this state, and
 * returns to it when the pushes are lost.
 *
 * <p>A row that was read before a change was reported is never stored after the report, whatever the order of the
 * threads: the reader takes the key's epoch first, and the entry is stored only in that same epoch, in one atomic step
 * with the check.
 */
public final class NearStore implements ChangeListener {

    /** How long an entry is served whose changes are not reported. */
    static final Duration BRIEFLY = Duration.ofSeconds(1);

    private static final int LARGEST_ENTRY_DIVISOR = 8;

    /** The time between two losses or returns of the pushes; compared by identity. */
    static final class Era {
        private final boolean live;

        private Era(boolean live) {
            this.live = live;
        }

        boolean live() {
            return live;
        }
    }

    /** The state of a key at the start of a read, whose row is stored only if this state is still the same. */
    record Epoch(Era era, int changes) {}

    private final Cache<Key, NearEntry> entries;
    private final NearCounts counts = new NearCounts();
    private final Epochs epochs = new Epochs();
    private final long maxBytes;
    private final Clock clock;
    private final Function<String, Events> events;
    private volatile Era era = new Era(false);

    /** @param events the events of each cache, by its name */
    public NearStore(long maxBytes, Clock clock, Function<String, Events> events) {
        if (maxBytes <= 0) {
            throw new IllegalArgumentException(
                    "the limit of the near cache is " + maxBytes + " bytes; it must be above 0");
        }
        this.maxBytes = maxBytes;
        this.clock = clock;
        this.events = events;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Key key, NearEntry nearEntry) -> nearEntry.weight(key))
                .expireAfter(Expiry.writing((Key key, NearEntry nearEntry) -> nearEntry.life()))
                .removalListener(this::removed)
                .ticker(clock::nanos)
                .executor(Runnable::run)
                .build();
    }

    /** Removes all entries: changes are reported from now on, but earlier changes are unknown. */
    @Override
    public void allChanged() {
        // The era changes first: an entry stored between the two steps is of the old era and is not served.
        era = new Era(true);
        entries.invalidateAll();
    }

    /** Stops trusting entries: from now on changes may not be reported. */
    @Override
    public void lost() {
        era = new Era(false);
    }

    /** @param name a {@link Key#toString()}; any other string is ignored */
    @Override
    public void changed(String name) {
        Key.of(name).ifPresent(this::changed);
    }

    /**
     * Removes the entry of a key. A writer must call this too, after its invalidation: the push may arrive after its
     * next read.
     */
    public void changed(Key key) {
        // The epoch changes first: a reader that checked it before stores its entry before the removal; a reader that
        // checks it later stores nothing.
        epochs.changed(key);
        entries.invalidate(key);
    }

    /** The limit of the weight of all entries, in bytes. */
    public long maxBytes() {
        return maxBytes;
    }

    /** Whether changes are reported, so that entries are trusted. */
    public boolean live() {
        return era.live;
    }

    /** The number of entries of a cache. */
    public long entries(String cache) {
        return counts.entries(cache);
    }

    /** The weight of a cache's entries, in bytes. */
    public long bytes(String cache) {
        return counts.bytes(cache);
    }

    /** The estimated number of entries. */
    public long entries() {
        entries.cleanUp();
        return entries.estimatedSize();
    }

    /** The estimated weight of all entries, in bytes. */
    public long weight() {
        entries.cleanUp();
        return entries.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }

    Epoch epoch(Key key) {
        return new Epoch(era, epochs.of(key));
    }

    /** Returns the entry of a key; null if there is none. */
    NearEntry get(Key key) {
        return entries.getIfPresent(key);
    }

    Trust trust(NearEntry nearEntry) {
        return nearEntry.trust(era, clock);
    }

    /**
     * Stores an entry of the shared store, if no change was reported and the pushes were not lost since the epoch was
     * taken.
     */
    void keep(Key key, Entry entry, Epoch epoch) {
        if (epoch.era.live) {
            enter(key, epoch, NearEntry.of(entry, epoch.era, clock));
        }
    }

    /**
     * Stores for a moment an entry that the shared store does not have, but not in place of an entry that is usable for
     * longer.
     */
    void keepBriefly(Key key, Entry entry, Epoch epoch) {
        NearEntry current = get(key);
        if (current == null || !current.entry().usable(clock.micros())) {
            enter(key, epoch, NearEntry.unstored(entry, epoch.era, clock));
        }
    }

    /** Serves the entry for a moment without reading the shared store, because the store could not be read. */
    void relyBriefly(Key key, NearEntry nearEntry) {
        entries.asMap()
                .computeIfPresent(
                        key, (same, current) -> current == nearEntry ? added(key, nearEntry.reliedOn(clock)) : current);
    }

    private void enter(Key key, Epoch epoch, NearEntry nearEntry) {
        if (nearEntry.weight(key) > maxBytes / LARGEST_ENTRY_DIVISOR) {
            events.apply(key.cache()).happened(Event.NEAR_EVICTED);
            entries.invalidate(key);
            return;
        }
        NearEntry now = entries.asMap()
                .compute(key, (same, current) -> epoch.equals(epoch(key)) ? added(key, nearEntry) : current);
        if (now != nearEntry) {
            events.apply(key.cache()).happened(Event.NEAR_RACED);
        }
    }

    /** Counts an entry that enters. It is called within the step that stores the entry, once each. */
    private NearEntry added(Key key, NearEntry nearEntry) {
        counts.added(key, nearEntry);
        return nearEntry;
    }

    /** Counts an entry that has left, for whatever cause: replaced, invalidated, expired or evicted. */
    private void removed(Key key, NearEntry nearEntry, RemovalCause cause) {
        counts.removed(key, nearEntry);
        if (cause == RemovalCause.SIZE) {
            events.apply(key.cache()).happened(Event.NEAR_EVICTED);
        }
    }
}
