package dev.corral.guard.redis;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.Grant;
import dev.corral.guard.store.ReleaseReason;
import dev.corral.guard.store.SharedStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A store whose keys only one process uses, and which is emptied when it is closed. Every key that it writes has a TTL,
 * so that nothing remains for long if the process is killed before.
 *
 * @see RedisStore#scratch
 */
public final class ScratchStore implements SharedStore, FleetLocks {

    private static final int AT_ONCE = 64;

    private final RedisStore store;
    private final Set<Key> written = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ScratchStore(RedisStore store) {
        this.store = store;
    }

    @Override
    public Uni<Entry> get(Key key) {
        return whileOpen(() -> store.get(key));
    }

    @Override
    public Uni<Void> put(Key key, Entry entry) {
        return writing(key, () -> store.put(key, entry));
    }

    /** Succeeds if this store is closed, because it has no entries then: an invalidation must not be retried any more. */
    @Override
    public Uni<Void> invalidate(Key key) {
        return Uni.createFrom()
                .deferred(() -> closed ? Uni.createFrom().voidItem() : writing(key, () -> store.invalidate(key)));
    }

    @Override
    public Uni<Grant> acquire(Ask ask) {
        return writing(ask.key(), () -> store.acquire(ask));
    }

    @Override
    public Uni<Publication> publish(Key key, Lease lease, Entry entry) {
        return writing(key, () -> store.publish(key, lease, entry));
    }

    @Override
    public Uni<Boolean> renew(Key key, Lease lease, Duration term) {
        return whileOpen(() -> store.renew(key, lease, term));
    }

    @Override
    public Uni<Void> release(Key key, Lease lease, ReleaseReason reason) {
        return writing(key, () -> store.release(key, lease, reason));
    }

    @Override
    public Watch watch(Key key, Runnable wake) {
        return store.watch(key, wake);
    }

    /** Deletes everything that Redis stores of a key, if this store has written it. */
    public Uni<Void> forget(Key key) {
        return Uni.createFrom()
                .deferred(() ->
                        written.remove(key) ? deleted(key) : Uni.createFrom().voidItem());
    }

    /** The number of keys that were written and not deleted since. */
    public int size() {
        return written.size();
    }

    /** Refuses further commands, then deletes everything of every key. A key that cannot be deleted ends by its TTL. */
    public Uni<Void> close() {
        closed = true;
        return Multi.createFrom()
                .iterable(List.copyOf(written))
                .onItem()
                .transformToUni(key -> forget(key).onFailure().recoverWithNull())
                .merge(AT_ONCE)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> deleted(Key key) {
        return store.forget(key).onFailure().invoke(() -> written.add(key));
    }

    private <T> Uni<T> writing(Key key, Supplier<Uni<T>> command) {
        return whileOpen(() -> {
            written.add(key);
            return command.get();
        });
    }

    private <T> Uni<T> whileOpen(Supplier<Uni<T>> command) {
        return Uni.createFrom()
                .deferred(() -> closed
                        ? Uni.createFrom().failure(new StoreUnavailable("this store is closed", null))
                        : command.get());
    }
}
