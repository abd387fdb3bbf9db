package dev.corral.guard.fleet;

import dev.corral.guard.core.Key;
import dev.corral.guard.store.MemoryStore;
import dev.corral.guard.testing.Machine;
import dev.corral.guard.testing.Node;
import dev.corral.guard.testing.TimedOrigin;
import dev.corral.guard.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A fleet of whole chains over one store, in virtual time, with faults: one seed determines everything that happens,
 * and the same seed produces the same run.
 */
final class Simulation {

    static final Key HOT = new Key("c", "hot");
    static final Key WARM = new Key("c", "warm");

    private static final List<Key> KEYS = List.of(HOT, WARM);
    /** The time after which the first load has ended. */
    private static final Duration START = Duration.ofSeconds(3);

    private static final double LARGEST_DRIFT = 0.03;
    /** The time after the faults, longer than a flight lasts and than a lease can be renewed. */
    private static final Duration AFTERMATH = Duration.ofSeconds(30);

    private static final Duration LAST_REPLIES = Duration.ofSeconds(5);

    private final VirtualTime time = new VirtualTime();
    private final Random random;
    private final Mix mix;
    private final Without without;
    private final Setup setup;
    private final Promises promises;
    private final Weather weather;
    private final Rows rows;
    private final MemoryStore memory;
    private final History history;
    private final TimedOrigin origin;
    private final Readers readers;
    private final Faults faults;
    private final List<Member> members = new ArrayList<>();
    private Account atStart;
    private Account atEnd;
    private int outages;

    Simulation(long seed, Mix mix, Without without) {
        this(new Random(seed * 31 + mix.name().hashCode()), mix, without, Optional.empty());
    }

    Simulation(long seed, Setup setup, Without without) {
        this(new Random(seed), Mix.CALM, without, Optional.of(setup));
    }

    private Simulation(Random random, Mix mix, Without without, Optional<Setup> given) {
        this.random = random;
        this.mix = mix;
        this.without = without;
        this.setup = given.orElseGet(() -> Setup.drawn(random));
        this.promises = new Promises(setup, mix, time);
        this.weather = new Weather(mix, random);
        this.rows = new Rows(setup, mix, random, time);
        this.memory = new MemoryStore(time, random::nextDouble);
        this.history = new History(without.inStore(memory, time), time, rows::version, promises::broken);
        this.origin = new TimedOrigin(time, rows::service, rows::read);
        this.readers = new Readers(time, promises);
        this.faults = new Faults(this, time, random, setup.run());
        for (int each = 0; each < setup.nodes(); each++) {
            members.add(member());
        }
    }

    private Member member() {
        double drift = mix.has(Fault.DRIFT) ? LARGEST_DRIFT * (2 * random.nextDouble() - 1) : 0;
        Machine machine = new Machine(time, drift, random.nextLong(1L << 50));
        Network network = new Network(time, weather, history);
        Member member =
                new Member(machine, network, origin.seenFrom(machine), setup.chain(), without, random.nextLong());
        keys().forEach(member::track);
        return member;
    }

    private List<Key> keys() {
        return KEYS.subList(0, setup.keys());
    }

    /** Runs to the end; returns a sentence about each guarantee that was broken. */
    List<String> run() {
        faults.arrivals(1 / (setup.readsASecond() * setup.nodes()), () -> readers.read(anyone(), HOT));
        if (keys().contains(WARM)) {
            faults.arrivals(1, () -> readers.read(anyone(), WARM));
        }
        faults.begin(mix);
        time.advance(START);
        atStart = account();
        time.advance(setup.run().minus(START));
        atEnd = account();
        time.advance(AFTERMATH);
        members.forEach(Member::stopHeartbeat);
        time.advance(LAST_REPLIES);
        promises.loaded(boundaries(), outages);
        members.forEach(promises::left);
        promises.none(memory.leases(), "leases");
        promises.none(time.pending(), "events");
        return promises.broken();
    }

    Member anyone() {
        return members.get(random.nextInt(members.size()));
    }

    void change() {
        Key key = keys().get(random.nextInt(keys().size()));
        anyone().invalidate(key, rows.change(key));
    }

    /** Crashes a node and starts another one in its place. */
    void crash(Member member) {
        int at = members.indexOf(member);
        member.crash();
        outages++;
        Member next = member();
        next.machine().pause();
        members.set(at, next);
        time.schedule(next.machine()::resume, random.nextLong(3_000_000_000L), TimeUnit.NANOSECONDS);
    }

    void refuse(boolean all) {
        rows.refuse(all);
    }

    void flush() {
        memory.flush();
    }

    void paused() {
        outages++;
    }

    Weather weather() {
        return weather;
    }

    List<Member> members() {
        return members;
    }

    List<TimedOrigin.Query> queries() {
        return origin.ledger();
    }

    private Account account() {
        int commands =
                members.stream().mapToInt(member -> member.wire().commands()).sum();
        int pushes = members.stream().mapToInt(Member::pushed).sum();
        return new Account(origin.queries(), readers.reads(), commands, pushes);
    }

    /** Returns the cost of the run, without the first load. */
    Account cost() {
        return atEnd.since(atStart);
    }

    List<Integer> boundaries() {
        return origin.boundaries(HOT, Node.TTL);
    }
}
