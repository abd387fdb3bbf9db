package dev.corral.node.wiring;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.layer.Flights;
import dev.corral.guard.store.SharedStore;
import dev.corral.node.origin.HttpOrigin;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** A cache by its name: read through its chain, written around it. */
public final class NamedCache {

    private final Description description;
    private final Loader chain;
    private final HttpOrigin origin;
    private final Optional<SharedStore> store;
    private final Flights flights;

    /** @param store empty where nothing is cached */
    NamedCache(Description description, Loader chain, HttpOrigin origin, Optional<SharedStore> store, Flights flights) {
        this.description = description;
        this.chain = chain;
        this.origin = origin;
        this.store = store;
        this.flights = flights;
    }

    public Description description() {
        return description;
    }

    /** False where every request goes to the origin. */
    public boolean keeps() {
        return store.isPresent();
    }

    public Uni<Answer> get(Key key) {
        return chain.load(Request.of(key));
    }

    /** Writes the row, then invalidates; the row's new version, 0 where the origin tells none. */
    public Uni<Long> put(Key key, byte[] row, String type) {
        return write(key, origin.put(key, row, type));
    }

    public Uni<Long> delete(Key key) {
        return write(key, origin.delete(key));
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
    private Uni<Long> write(Key key, Uni<Long> written) {
        return written.onItemOrFailure()
                .call((version, failure) -> invalidate(key))
                .memoize()
                .indefinitely();
    }

    /** Flights last: one that began before could still find the old value in the store. */
    private Uni<Void> invalidate(Key key) {
        return store.map(each -> each.invalidate(key))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .eventually(() -> flights.forget(key));
    }
}
