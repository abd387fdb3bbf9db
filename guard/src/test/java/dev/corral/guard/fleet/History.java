package dev.corral.guard.fleet;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.SharedStore;
import dev.corral.guard.testing.StandIn;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * The store of a simulated fleet, which records the commands that it receives and checks every write against the three
 * invariants: no older row, no older fence, no row from before an invalidation.
 */
final class History extends StandIn {

    private final Clock clock;
    private final ToLongFunction<Key> versions;
    private final Consumer<String> broken;
    private final Map<Key, Past> pasts = new HashMap<>();

    /** The past of one key so far. */
    private static final class Past {
        private long version;
        private long fence;
        private long invalidatedNanos = -1;
        private long floor;
    }

    /**
     * @param versions the versions that the origin has now
     * @param broken receives a sentence about each broken invariant
     */
    <S extends SharedStore & FleetLocks> History(
            S store, Clock clock, ToLongFunction<Key> versions, Consumer<String> broken) {
        super(store);
        this.clock = clock;
        this.versions = versions;
        this.broken = broken;
    }

    @Override
    public Uni<Void> put(Key key, Entry entry) {
        return super.put(key, entry).invoke(() -> stored(key, entry));
    }

    @Override
    public Uni<Void> invalidate(Key key) {
        Past past = past(key);
        past.invalidatedNanos = clock.nanos();
        past.floor = versions.applyAsLong(key);
        return super.invalidate(key);
    }

    @Override
    public Uni<Publication> publish(Key key, Lease lease, Entry entry) {
        return super.publish(key, lease, entry).invoke(publication -> {
            if (publication.accepted()) {
                stored(key, publication.entry());
            }
        });
    }

    long micros() {
        return clock.micros();
    }

    /** Returns the oldest version that may be served by a node that has received all changes of the key. */
    long floor(Key key) {
        return past(key).floor;
    }

    private void stored(Key key, Entry entry) {
        Past past = past(key);
        Row row = Row.of(entry.content());
        check(row.version() >= past.version, "%s: version %d over %d", key, row.version(), past.version);
        check(entry.fence() > past.fence, "%s: fence %d over %d", key, entry.fence(), past.fence);
        check(row.readNanos() >= past.invalidatedNanos, "%s: stored what was read before it was invalidated", key);
        past.version = row.version();
        past.fence = entry.fence();
    }

    private void check(boolean held, String sentence, Object... values) {
        if (!held) {
            broken.accept(String.format(Locale.ROOT, sentence, values));
        }
    }

    private Past past(Key key) {
        return pasts.computeIfAbsent(key, first -> new Past());
    }
}
