package dev.corral.guard.fleet;

import dev.corral.guard.core.Key;
import dev.corral.guard.core.Loader;
import dev.corral.guard.policy.Expiry;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops;
import dev.corral.guard.store.FleetLocks.Watch;
import dev.corral.guard.testing.Machine;
import dev.corral.guard.testing.Node;
import dev.corral.guard.testing.SyncedClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A node of the simulated fleet from its start to its crash: machine, connections, clock, chain. */
final class Member {

    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Machine machine;
    private final History store;
    private final Wire wire;
    private final Line pushes;
    private final SyncedClock clock;
    private final Without without;
    private final Node node;
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
        // Serves only after its connections are open, and has the store's time then.
        clock.sample(machine.nanos(), store.micros());
        this.node = node(origin, chain, new Random(seed));
        this.heartbeat =
                machine.scheduleAtFixedRate(this::measureTime, HEARTBEAT_NANOS, HEARTBEAT_NANOS, TimeUnit.NANOSECONDS);
    }

    private Node node(Loader origin, Chain chain, Random random) {
        Environment environment = new Environment(
                without.clock(clock, machine),
                machine,
                random::nextDouble,
                EventLoops.INLINE,
                () -> Long.toHexString(random.nextLong()));
        StandIn seen = without.onNode(wire);
        Node made = new Node(seen, seen, origin, environment, chain.layers());
        made.freshness = chain.freshness(random::nextDouble);
        made.expiry = Expiry.fixed(Node.TTL, chain.staleness());
        made.writer = without.writer(seen, made.writer);
        made.shelf.allChanged();
        return made;
    }

    private void measureTime() {
        long askedNanos = machine.nanos();
        wire.micros().subscribe().with(micros -> clock.sample(askedNanos, micros), lost -> {});
    }

    /** Tells of the key's changes, as the store does, whether anybody waits or not. */
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
        node.shelf.changed(key);
        wire.pushed(key);
        heard.merge(key, floor, Math::max);
    }

    /** From now on nothing is heard; the node does not know yet. */
    void deafen() {
        deaf = true;
    }

    void noticeDeafness() {
        machine.receive(node.shelf::lost);
    }

    void hearAgain() {
        deaf = false;
        machine.receive(() -> {
            node.shelf.allChanged();
            wire.pushesAreBack();
        });
    }

    /** Tells the store that the row is now of that version, and forgets what it knew of the one before. */
    void invalidate(Key key, long version) {
        machine.receive(() -> wire.invalidate(key).subscribe().with(done -> wrote(key, version), unknown -> {}));
    }

    private void wrote(Key key, long version) {
        node.flights.forget(key);
        node.shelf.changed(key);
        written.merge(key, version, Math::max);
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

    Node node() {
        return node;
    }

    Wire wire() {
        return wire;
    }

    /** Pushes that the store sent it. */
    int pushed() {
        return pushed;
    }

    /** The oldest version that a cache may answer to a read that begins now. */
    long heard(Key key) {
        return heard.getOrDefault(key, 0L);
    }

    /** The version that its own last write left: no read that begins now may be answered with an older one. */
    long written(Key key) {
        return written.getOrDefault(key, 0L);
    }
}
