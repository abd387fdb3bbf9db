package dev.corral.guard.fleet;

import dev.corral.guard.cache.GuardedCache;
import dev.corral.guard.cache.Layers;
import dev.corral.guard.cache.NodeContext;
import dev.corral.guard.cache.StoreAccess;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Loader;
import dev.corral.guard.gate.Permits;
import dev.corral.guard.invalidation.PendingInvalidations;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops;
import dev.corral.guard.runtime.Lateness;
import dev.corral.guard.store.FleetLocks.Watch;
import dev.corral.guard.testing.Machine;
import dev.corral.guard.testing.Recorder;
import dev.corral.guard.testing.StandIn;
import dev.corral.guard.testing.SyncedClock;
import dev.corral.guard.testing.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A node of the simulated fleet, from its start to its crash: machine, connections, clock and chain. */
final class Member {

    private static final long NEAR_BYTES = 16 << 20;
    private static final int PENDING = 1_000;
    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Machine machine;
    private final History store;
    private final Wire wire;
    private final Line pushes;
    private final SyncedClock clock;
    private final Without without;
    private final Recorder events = new Recorder();
    private final Tally tally = new Tally();
    private final Permits permits = new Permits(4, 4);
    private final NearStore near;
    private final GuardedCache cache;
    private final Map<Key, Long> heard = new HashMap<>();
    private final Map<Key, Long> written = new HashMap<>();
    private final List<Watch> tracked = new ArrayList<>();
    private final Future<?> heartbeat;
    private boolean deaf;
    private int pushed;

    Member(Machine machine, Network network, Loader origin, Chain chain, Without without, long seed) {
        this.machine = machine;
        this.store = network.store();
        this.without = without;
        this.wire = new Wire(machine, store, network.line(), network.line());
        this.pushes = network.line();
        this.clock = new SyncedClock(machine);
        // A node serves only after its connections are open, and knows the store's time by then.
        clock.sample(machine.nanos(), store.micros());
        this.near = new NearStore(NEAR_BYTES, clock, cache -> events);
        this.cache = cache(origin, chain, new Random(seed));
        this.heartbeat =
                machine.scheduleAtFixedRate(this::measureTime, HEARTBEAT_NANOS, HEARTBEAT_NANOS, TimeUnit.NANOSECONDS);
    }

    /** Returns a cache as the product builds it. */
    private GuardedCache cache(Loader origin, Chain chain, Random random) {
        Environment environment = new Environment(
                without.clock(clock, machine),
                machine,
                random::nextDouble,
                EventLoops.INLINE,
                () -> Long.toHexString(random.nextLong()),
                Lateness.OF_TIMERS);
        StandIn seen = without.onNode(wire);
        NodeContext node = new NodeContext(
                environment,
                StoreAccess.of(seen),
                permits,
                near,
                new PendingInvalidations(seen, PENDING, environment, cache -> events));
        near.allChanged();
        return GuardedCache.over(origin, node)
                .layers(without.layers(Layers.STANDARD))
                .report(events, tally)
                .open(chain.config());
    }

    private void measureTime() {
        long askedNanos = machine.nanos();
        wire.micros().subscribe().with(micros -> clock.sample(askedNanos, micros), lost -> {});
    }

    /** Reports the changes of the key, as the store does, even if no caller waits for them. */
    Member track(Key key) {
        tracked.add(store.watch(key, () -> push(key)));
        return this;
    }

    private void push(Key key) {
        long floor = store.floor(key);
        pushed++;
        if (!deaf) {
            pushes.carry(() -> machine.receive(() -> hear(key, floor)));
        }
    }

    private void hear(Key key, long floor) {
        near.changed(key);
        wire.pushed(key);
        heard.merge(key, floor, Math::max);
    }

    /** Loses all further pushes; the node has not detected it yet. */
    void deafen() {
        deaf = true;
    }

    void noticeDeafness() {
        machine.receive(near::lost);
    }

    void hearAgain() {
        deaf = false;
        machine.receive(() -> {
            near.allChanged();
            wire.pushesAreBack();
        });
    }

    /** Invalidates the key after a write of this version, and records the version when the invalidation has ended. */
    void invalidate(Key key, long version) {
        machine.receive(
                () -> cache.invalidate(key).subscribe().with(outcome -> written.merge(key, version, Math::max)));
    }

    void crash() {
        tracked.forEach(Watch::close);
        machine.crash();
    }

    void stopHeartbeat() {
        heartbeat.cancel(false);
    }

    Machine machine() {
        return machine;
    }

    GuardedCache cache() {
        return cache;
    }

    Permits permits() {
        return permits;
    }

    Tally tally() {
        return tally;
    }

    Recorder events() {
        return events;
    }

    Wire wire() {
        return wire;
    }

    /** The number of pushes that the store sent to this node. */
    int pushed() {
        return pushed;
    }

    /** Returns the oldest version with which a cache may answer a read that begins now. */
    long heard(Key key) {
        return heard.getOrDefault(key, 0L);
    }

    /** Returns the version of this node's own last write: no read that begins now may be answered with an older one. */
    long written(Key key) {
        return written.getOrDefault(key, 0L);
    }
}
