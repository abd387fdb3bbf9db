package dev.corral.guard.redis;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.store.BackOff;
import dev.corral.guard.store.FleetLocks.Ask;
import dev.corral.guard.store.ReleaseReason;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The calls of the scripts. Every number that a script needs is an argument; the replies are returned as they are. */
final class ScriptCalls {

    /** The number of failures in a row after which the back-off no longer grows. */
    private static final int BACK_OFFS = 3;

    private final RedisWire wire;
    private final Keyspace keyspace;
    private final long fenceLifeMillis;
    private final DoubleSupplier random;

    ScriptCalls(RedisWire wire, RedisStoreSettings settings, DoubleSupplier random) {
        this.wire = wire;
        this.keyspace = settings.keyspace();
        this.fenceLifeMillis = settings.fenceLife().toMillis();
        this.random = random;
    }

    /** Returns the same calls for other keys, with another life of fences. */
    ScriptCalls with(RedisStoreSettings other) {
        return new ScriptCalls(wire, other, random);
    }

    /** @param unclaimed receives a reply for which the caller did not wait */
    Uni<Response> acquire(Ask ask, Consumer<Response> unclaimed) {
        return wire.ask(
                Script.ACQUIRE,
                keyspace.of(ask.key()).all(),
                unclaimed,
                ask.token(),
                ask.term().toMillis(),
                ask.seenFence(),
                ask.refresh() ? 1 : 0,
                fenceLifeMillis,
                EntryCodec.format());
    }

    Uni<Response> publish(Key key, Lease lease, Entry entry) {
        return run(
                Script.PUBLISH,
                key,
                lease.token(),
                lease.fence(),
                EntryCodec.encode(entry),
                EntryCodec.millis(entry.limits().hard()),
                BackOff.NOTHING.toMillis(),
                BackOff.LIVES,
                waitsMillis());
    }

    Uni<Response> renew(Key key, Lease lease, Duration term) {
        return run(Script.RENEW, key, lease.token(), term.toMillis());
    }

    Uni<Response> release(Key key, Lease lease, ReleaseReason reason) {
        return run(
                Script.RELEASE,
                key,
                lease.token(),
                reason,
                BackOff.PASS.toMillis(),
                BackOff.NOTHING.toMillis(),
                BackOff.LIVES,
                waitsMillis());
    }

    Uni<Response> invalidate(Key key) {
        return run(Script.INVALIDATE, key, fenceLifeMillis, BackOff.NOTHING.toMillis());
    }

    /** Deletes those of the entry's keys that hold a value of another type. */
    Uni<Response> heal(Key key) {
        return run(Script.HEAL, key);
    }

    private Uni<Response> run(Script script, Key key, Object... arguments) {
        Object[] flat = Stream.of(arguments)
                .flatMap(argument -> argument instanceof Stream<?> several ? several : Stream.of(argument))
                .toArray();
        return wire.ask(script, keyspace.of(key).all(), unclaimed -> {}, flat);
    }

    private Stream<Long> waitsMillis() {
        return IntStream.rangeClosed(1, BACK_OFFS)
                .mapToObj(failures ->
                        BackOff.after(failures, random.getAsDouble()).toMillis());
    }
}
