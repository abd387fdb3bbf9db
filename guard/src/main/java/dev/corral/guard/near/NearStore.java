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
 * The entries that a process keeps at hand, one for all its caches, bounded by weight. Whoever hears of changes tells it,
 * and as long as nobody does, it trusts nothing: it begins that way, and falls back to it when the pushes are lost.
 *
 * <p>What was read before a change was told never enters after it, whatever order the threads take: the reader takes the
 * key's epoch first, and the entry enters only in that same epoch, in one atomic step with the check.
 */
public final class NearStore implements ChangeListener {

    /** How long an entry is served that nobody will hear the end of. */
    static final Duration BRIEFLY = Duration.ofSeconds(1);

    private static final int LARGEST_SHARE = 8;

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

    /** The moment from which on a read of one key must have begun to enter. */
    record Epoch(Era era, int changes) {}

    private final Cache<Key, NearEntry> entries;
    private final Epochs epochs = new Epochs();
    private final long maxBytes;
    private final Clock clock;
    private final Function<String, Events> events;
    private volatile Era era = new Era(false);

    /** @param events of each cache, by its name */
    public NearStore(long maxBytes, Clock clock, Function<String, Events> events) {
        if (maxBytes <= 0) {
            throw new IllegalArgumentException("the near cache must be allowed more than " + maxBytes + " bytes");
        }
        this.maxBytes = maxBytes;
        this.clock = clock;
        this.events = events;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Key key, NearEntry nearEntry) -> nearEntry.weight(key))
                .expireAfter(Expiry.writing((Key key, NearEntry nearEntry) -> nearEntry.life()))
                .evictionListener(this::evicted)
                .ticker(clock::nanos)
                .executor(Runnable::run)
                .build();
    }

    /** Changes are told from now on, and nothing is known of those before: everything goes. */
    @Override
    public void allChanged() {
        // First the era: what enters between the two steps is of the old one, and worth nothing.
        era = new Era(true);
        entries.invalidateAll();
    }

    /** From now on changes may go untold. */
    @Override
    public void lost() {
        era = new Era(false);
    }

    /** @param name a {@link Key#toString()}; any other is ignored */
    @Override
    public void changed(String name) {
        Key.of(name).ifPresent(this::changed);
    }

    /** To be told by a writer too, after its invalidation: the push may come later than its next read. */
    public void changed(Key key) {
        // First the epoch: who checked it before enters before the entry is taken away, who checks it later does not.
        epochs.changed(key);
        entries.invalidate(key);
    }

    /** The most that all entries together weigh. */
    public long maxBytes() {
        return maxBytes;
    }

    /** Whether changes are told, so that entries are trusted. */
    public boolean live() {
        return era.live;
    }

    public long entries() {
        entries.cleanUp();
        return entries.estimatedSize();
    }

    /** What the entries weigh, in bytes, estimated. */
    public long weight() {
        entries.cleanUp();
        return entries.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }

    Epoch epoch(Key key) {
        return new Epoch(era, epochs.of(key));
    }

    /** Null where there is none. */
    NearEntry get(Key key) {
        return entries.getIfPresent(key);
    }

    Trust trust(NearEntry nearEntry) {
        return nearEntry.trust(era, clock);
    }

    /** Keeps what the shared store has, if nothing was told or lost since the epoch was taken. */
    void keep(Key key, Entry entry, Epoch epoch) {
        if (epoch.era.live) {
            enter(key, epoch, NearEntry.of(entry, epoch.era, clock));
        }
    }

    /** Keeps for a moment what the shared store does not have; not in place of what is of use for longer. */
    void keepBriefly(Key key, Entry entry, Epoch epoch) {
        NearEntry current = get(key);
        if (current == null || !current.entry().usable(clock.micros())) {
            enter(key, epoch, NearEntry.unstored(entry, epoch.era, clock));
        }
    }

    /** The shared store could not be read: for a moment the entry is served without asking again. */
    void relyBriefly(Key key, NearEntry nearEntry) {
        entries.asMap()
                .computeIfPresent(key, (same, current) -> current == nearEntry ? nearEntry.reliedOn(clock) : current);
    }

    private void enter(Key key, Epoch epoch, NearEntry nearEntry) {
        if (nearEntry.weight(key) > maxBytes / LARGEST_SHARE) {
            events.apply(key.cache()).happened(Event.NEAR_EVICTED);
            entries.invalidate(key);
            return;
        }
        NearEntry now = entries.asMap().compute(key, (same, current) -> epoch.equals(epoch(key)) ? nearEntry : current);
        if (now != nearEntry) {
            events.apply(key.cache()).happened(Event.NEAR_RACED);
        }
    }

    private void evicted(Key key, NearEntry nearEntry, RemovalCause cause) {
        if (cause == RemovalCause.SIZE) {
            events.apply(key.cache()).happened(Event.NEAR_EVICTED);
        }
    }
}
