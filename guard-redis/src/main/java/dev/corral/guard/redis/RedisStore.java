package dev.corral.guard.redis;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.runtime.Lateness;
import dev.corral.guard.store.ChangeListener;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.Grant;
import dev.corral.guard.store.ReleaseReason;
import dev.corral.guard.store.SharedStore;
import dev.corral.guard.store.Watches;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The shared store and the fleet-wide locks, on one Redis.
 *
 * <p>A hit is one plain GET; every step that changes a lease is one script; Redis pushes the keys that changed. The
 * store can be used while Redis is down: every call then fails at once, and all connections are reopened automatically.
 */
public final class RedisStore implements SharedStore, FleetLocks, AutoCloseable {

    private final RedisWire wire;
    private final RedisStoreSettings settings;
    private final Keyspace keyspace;
    private final ScriptCalls steps;
    private final Function<String, Events> events;
    private final Watches watches = new Watches();
    private final FleetDocument document;

    private RedisStore(
            RedisWire wire, RedisStoreSettings settings, ScriptCalls steps, Function<String, Events> events) {
        this.wire = wire;
        this.settings = settings;
        this.keyspace = settings.keyspace();
        this.document = new FleetDocument(wire, settings);
        this.steps = steps;
        this.events = events;
    }

    /** Connects to Redis, with the same options for every connection. */
    public static RedisStore connect(
            Vertx vertx,
            RedisOptions options,
            RedisStoreSettings settings,
            DoubleSupplier random,
            Function<String, Events> events) {
        return connect(vertx, () -> options, settings, random, events);
    }

    /**
     * Connects to Redis. Returns at once, whether Redis is reachable or not.
     *
     * @param options supplies the options of each connection when it is opened, so that a password can be replaced; it
     *     is called on event loops, and an exception that it throws is a failed attempt to connect
     * @param random uniform in [0, 1), for the jitter of back-offs
     * @param events the events of each cache, by its name
     */
    public static RedisStore connect(
            Vertx vertx,
            Supplier<RedisOptions> options,
            RedisStoreSettings settings,
            DoubleSupplier random,
            Function<String, Events> events) {
        return connect(vertx, options, settings, random, events, Lateness.OF_TIMERS);
    }

    /** @param lateness how much longer a command may take if the event loop was late */
    static RedisStore connect(
            Vertx vertx,
            Supplier<RedisOptions> options,
            RedisStoreSettings settings,
            DoubleSupplier random,
            Function<String, Events> events,
            Lateness lateness) {
        RedisWire wire = new RedisWire(vertx, options, settings, random, lateness);
        RedisStore store = new RedisStore(wire, settings, new ScriptCalls(wire, settings, random), events);
        store.listen(ChangeListener.of(store.watches::wake, store.watches::wakeAll));
        wire.open();
        return store;
    }

    /**
     * Returns a store over the same connections whose keys only this process uses, for a while. Redis pushes no change
     * of theirs, so that no other process does any work because of them; timers wake the waiters.
     *
     * @param identity the identity of its keys in Redis, other than that of this store
     * @param fenceLife how long a fence is stored, if the process is killed before it has deleted its keys
     * @param scratchEvents the events of each cache, by its name
     */
    public ScratchStore scratch(String identity, Duration fenceLife, Function<String, Events> scratchEvents) {
        RedisStoreSettings own =
                settings.withKeyspace(keyspace.withIdentity(identity)).withFenceLife(fenceLife);
        return new ScratchStore(new RedisStore(wire, own, steps.with(own), scratchEvents));
    }

    /** The clock of the fleet, as this node measures it. */
    public Clock clock() {
        return wire.clock();
    }

    /** The document that the processes of the fleet share. */
    public FleetDocument document() {
        return document;
    }

    /** Returns false while a data connection is down. */
    public boolean connected() {
        return wire.connected();
    }

    /** Whether this node receives pushes of changes; while it does not, watches wake no waiter. */
    public boolean pushLive() {
        return wire.pushLive();
    }

    /** Returns what Redis states about itself, at most some seconds old; its values are empty while it is unknown. */
    public RedisInfo info() {
        return wire.info();
    }

    /** Whether another live process of this fleet has this process' name. */
    public boolean nameShared() {
        return wire.nameShared();
    }

    /** Returns in one sentence why Redis cannot be used, or why no pushes arrive; empty while both work. */
    public Optional<String> trouble() {
        return wire.trouble();
    }

    /**
     * Adds a listener of changes. If pushes are live already, its {@code allChanged} is called as soon as it is added.
     */
    public void listen(ChangeListener listener) {
        wire.listen(listener);
    }

    @Override
    public Uni<Entry> get(Key key) {
        Read read = new Read(key);
        return wire.ask(Request.cmd(Command.GET).arg(keyspace.value(key)), read, read);
    }

    /** The meaning of a reply to a GET. One object handles both kinds of reply, because every hit creates one. */
    private final class Read implements Function<Response, Entry>, Supplier<Entry> {
        private final Key key;

        Read(Key key) {
            this.key = key;
        }

        @Override
        public Entry apply(Response reply) {
            return reply == null ? null : decoded(key, reply).orElse(null);
        }

        /** Treats a value of another type as absent, and deletes it, so that no later read is refused because of it. */
        @Override
        public Entry get() {
            events.apply(key.cache()).happened(Event.UNKNOWN_FORMAT);
            steps.heal(key).subscribe().with(healed -> {}, failure -> {});
            return null;
        }
    }

    @Override
    public Uni<Void> put(Key key, Entry entry) {
        Request set = Request.cmd(Command.SET).arg(keyspace.value(key)).arg(EntryCodec.encode(entry));
        return wire.ask(set.arg("PX").arg(EntryCodec.millis(entry.limits().hard())), done -> null);
    }

    @Override
    public Uni<Void> invalidate(Key key) {
        return steps.invalidate(key).replaceWithVoid();
    }

    /** Deletes everything that Redis stores of a key, its fence included. */
    Uni<Void> forget(Key key) {
        Request delete = Request.cmd(Command.DEL);
        keyspace.of(key).all().forEach(delete::arg);
        return wire.ask(delete, done -> null);
    }

    @Override
    public Uni<Grant> acquire(Ask ask) {
        return steps.acquire(ask, reply -> releaseUnclaimed(ask, reply)).chain(reply -> grant(ask, reply));
    }

    private Uni<Grant> grant(Ask ask, Response reply) {
        return switch (reply.get(0).toString()) {
            case "found" -> found(ask, reply.get(1));
            case "granted" -> Uni.createFrom().item(new Grant.Granted(fence(reply)));
            case "busy" -> Uni.createFrom().item(new Grant.Busy(left(reply)));
            case "backing-off" -> Uni.createFrom().item(new Grant.BackingOff(left(reply)));
            default -> Uni.createFrom().item(new Grant.Pass());
        };
    }

    /** Decodes the entry. If that is impossible, the lock is requested again as if the entry had been seen. */
    private Uni<Grant> found(Ask ask, Response packed) {
        return decoded(ask.key(), packed)
                .map(entry -> Uni.createFrom().<Grant>item(new Grant.Found(entry)))
                .orElseGet(() -> acquire(new Ask(ask.key(), ask.token(), ask.term(), Long.MAX_VALUE, false)));
    }

    private void releaseUnclaimed(Ask ask, Response reply) {
        if (reply.get(0).toString().equals("granted")) {
            release(ask.key(), new Lease(ask.token(), fence(reply)), ReleaseReason.NONE)
                    .subscribe()
                    .with(freed -> {}, left -> {});
        }
    }

    @Override
    public Uni<Publication> publish(Key key, Lease lease, Entry entry) {
        return steps.publish(key, lease, entry)
                .map(reply -> reply.get(0).toString().equals("stored")
                        ? new Publication(true, entry.stamped(lease.fence(), writtenAtMicros(reply)))
                        : new Publication(false, entry));
    }

    @Override
    public Uni<Boolean> renew(Key key, Lease lease, Duration term) {
        return steps.renew(key, lease, term).map(reply -> reply.toInteger() == 1);
    }

    @Override
    public Uni<Void> release(Key key, Lease lease, ReleaseReason reason) {
        return steps.release(key, lease, reason).replaceWithVoid();
    }

    /** Watches a key; {@code wake} runs in the Vert.x context of the caller. */
    @Override
    public Watch watch(Key key, Runnable wake) {
        ContextInternal home = ContextInternal.current();
        return watches.add(key, home == null ? wake : () -> home.runOnContext(pushed -> wake.run()));
    }

    /** Sends the queued commands and closes every connection; calls in progress fail. */
    @Override
    public void close() {
        wire.close();
    }

    private Optional<Entry> decoded(Key key, Response packed) {
        Optional<Entry> entry = EntryCodec.decode(packed.toBuffer());
        if (entry.isEmpty()) {
            events.apply(key.cache()).happened(Event.UNKNOWN_FORMAT);
        }
        return entry;
    }

    private static long fence(Response granted) {
        return Long.parseLong(granted.get(1).toString());
    }

    private static long writtenAtMicros(Response stored) {
        return Long.parseLong(stored.get(1).toString());
    }

    private static Duration left(Response reply) {
        return Duration.ofMillis(Math.max(1, reply.get(1).toLong()));
    }
}
