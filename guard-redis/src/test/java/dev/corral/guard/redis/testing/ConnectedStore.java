package dev.corral.guard.redis.testing;

import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Quantity;
import dev.corral.guard.redis.RedisStore;
import dev.corral.guard.redis.RedisStoreSettings;
import dev.corral.guard.store.ChangeListener;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A store with its own Vert.x, like one node of a fleet, and a record of its events. */
public final class ConnectedStore implements AutoCloseable {

    public final Vertx vertx = Vertx.vertx();
    public final List<Event> events = new CopyOnWriteArrayList<>();
    public final RedisStore store;

    public ConnectedStore(RedisOptions options, RedisStoreSettings settings) {
        this(() -> options, settings);
    }

    /** @param options supplies the options of each connection */
    public ConnectedStore(Supplier<RedisOptions> options, RedisStoreSettings settings) {
        store = RedisStore.connect(vertx, options, settings, () -> 0.5, cache -> new Events() {
            @Override
            public void happened(Event event) {
                events.add(event);
            }

            @Override
            public void observed(Quantity quantity, double value) {}
        });
    }

    public ConnectedStore live() {
        Eventually.holds("commands and pushes are live", () -> store.connected() && store.pushLive());
        return this;
    }

    /** Adds a listener; returns when it receives every further change. */
    public void tell(ChangeListener listener) {
        AtomicBoolean told = new AtomicBoolean();
        store.listen(listener);
        store.listen(ChangeListener.of(name -> {}, () -> told.set(true)));
        Eventually.holds("the listener is in place", told::get);
    }

    @Override
    public void close() {
        store.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
