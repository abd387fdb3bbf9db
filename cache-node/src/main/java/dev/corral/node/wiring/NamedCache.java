package dev.corral.node.wiring;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Request;
import dev.corral.guard.store.SharedStore;
import dev.corral.node.origin.HttpOrigin;
import dev.corral.node.origin.HttpOrigin.Written;
import dev.corral.node.tolerance.PendingInvalidations.Outcome;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A cache by its name: read through its chain, written around it. */
public final class NamedCache {

    private final Description description;
    private final Ways ways;
    private final HttpOrigin origin;
    private final Optional<SharedStore> store;
    private final Function<Key, Uni<Outcome>> invalidate;
    private final Loads loads;
    private final AtomicInteger writes = new AtomicInteger();

    /**
     * @param store empty where nothing is cached
     * @param invalidate removes a written key from the shared store and from this process; never fails
     */
    NamedCache(
            Description description,
            Ways ways,
            HttpOrigin origin,
            Optional<SharedStore> store,
            Function<Key, Uni<Outcome>> invalidate,
            Loads loads) {
        this.description = description;
        this.ways = ways;
        this.origin = origin;
        this.store = store;
        this.invalidate = invalidate;
        this.loads = loads;
    }

    public Description description() {
        return description;
    }

    public String name() {
        return description.cache();
    }

    /** What the query of a URL is to it. */
    public CacheSettings.Query query() {
        return description.query();
    }

    /** False where every request goes to the origin. */
    public boolean keeps() {
        return store.isPresent();
    }

    /** Whether requests with credentials go to the origin with them; else they are requests like any other. */
    public boolean passesCredentials() {
        return ways.around().isPresent();
    }

    /** Whether the origin's word counts about how long a row lives. */
    public boolean honoursOrigin() {
        return description.honoursOrigin();
    }

    /** @param fields of the request, for the origin */
    public Uni<Answer> get(Key key, Map<String, String> fields) {
        return ways.load(Request.of(key, fields));
    }

    /** Writes the row, then invalidates. */
    public Uni<WriteResult> put(Key key, byte[] row, Map<String, String> fields) {
        return write(key, origin.put(key, row, fields));
    }

    public Uni<WriteResult> delete(Key key, Map<String, String> fields) {
        return write(key, origin.delete(key, fields));
    }

    /** Whether anything is in progress: a load, or a write whose caller may have left. */
    public boolean busy() {
        return writes.get() > 0 || loads.inProgress();
    }

    /** Ends the loads in progress. */
    public void endLoads() {
        loads.end();
    }

    /** What is stored, seen without changing anything. */
    public Uni<Optional<Entry>> peek(Key key) {
        return store.map(each -> each.get(key).map(Optional::ofNullable))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /**
     * Invalidates after a failure too, for the row may have been written all the same; and goes on when its caller
     * leaves, who may have changed the row already.
     */
    private Uni<WriteResult> write(Key key, Uni<Written> write) {
        return write.onSubscription()
                .invoke(writes::incrementAndGet)
                .onItemOrFailure()
                .transformToUni((written, failure) -> invalidate
                        .apply(key)
                        .onItem()
                        .transformToUni(outcome -> failure == null
                                ? Uni.createFrom().item(new WriteResult(written, outcome))
                                : Uni.createFrom().failure(failure)))
                .onTermination()
                .invoke(writes::decrementAndGet)
                .memoize()
                .indefinitely();
    }
}
