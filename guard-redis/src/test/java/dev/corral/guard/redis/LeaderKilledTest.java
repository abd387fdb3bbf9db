package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.chain.RunningLoads;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.flight.Flights;
import dev.corral.guard.flight.SingleFlight;
import dev.corral.guard.layer.EntryWriter;
import dev.corral.guard.layer.Fill;
import dev.corral.guard.layer.Lookup;
import dev.corral.guard.lock.FleetLock;
import dev.corral.guard.policy.Expiry;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.policy.Staleness;
import dev.corral.guard.policy.Verdict;
import dev.corral.guard.probe.Events;
import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.RedisServerExtension;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.testing.HeldOrigin;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Ten clients with a thousand gets each miss the same key on three nodes. While their requests still arrive, the node
 * that holds the lock is killed without a message. The test does this ten times.
 */
class LeaderKilledTest {

    private static final Keyspace KEYS = Keyspace.of("corral");

    private static final int CLIENTS = 10;
    private static final int GETS = 1_000;
    private static final int ROUNDS = 10;
    private static final int NODES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final FleetLock.Times TIMES =
            new FleetLock.Times(Duration.ofMillis(500), Duration.ofSeconds(20), PATIENCE);

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final List<Node> nodes = new ArrayList<>();

    @BeforeEach
    void start() {
        for (int each = 0; each < NODES; each++) {
            nodes.add(new Node("node-" + each));
        }
    }

    @AfterEach
    void stop() {
        clients.shutdownNow();
        nodes.forEach(node -> node.connected.close());
    }

    @Test
    void holderKilledInEachRound_everyGetIsAnswered() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Key key = new Key("killed", "key-" + round);
            String value = "v" + round;
            int before = queries();
            List<Future<List<UniAssertSubscriber<Answer>>>> asking = ask(at -> get(key, at));
            Eventually.holds("a holder loads", () -> loading().isPresent());
            int killed = nodes.indexOf(loading().orElseThrow());
            nodes.get(killed).kill();
            Eventually.holds("another holds the lock", () -> loading().isPresent());
            Eventually.holds("every flight lands", () -> allLand(value));

            answered(asking, value);
            assertThat(nodes).as("no flight is left").allMatch(node -> node.flights.size() == 0);
            assertThat(queries() - before).as("queries in round %d", round).isBetween(2, NODES);
            assertThat(REDIS.command("EXISTS", KEYS.of(key).lease()).toInteger())
                    .isZero();
            nodes.set(killed, new Node("node-" + killed + "-" + round));
        }
    }

    /** The control: without single-flight, and the lock behind it, every get is a query. */
    @Test
    void withoutSingleFlight_everyGetIsAQuery() throws Exception {
        HeldOrigin origin = new HeldOrigin();
        RedisStore store = nodes.getFirst().connected.store;
        Loader bare = new Lookup(origin, Freshness.hardTtl(), store, store.clock(), Events.NONE);
        List<Future<List<UniAssertSubscriber<Answer>>>> asking =
                ask(at -> bare.load(Request.of(new Key("killed", "bare"))));
        Eventually.holds("every get is a query", () -> origin.queries() == CLIENTS * GETS);
        origin.answer("v");
        answered(asking, "v");
    }

    private List<Future<List<UniAssertSubscriber<Answer>>>> ask(IntFunction<Uni<Answer>> get) {
        CyclicBarrier barrier = new CyclicBarrier(CLIENTS);
        List<Future<List<UniAssertSubscriber<Answer>>>> asking = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            int first = client;
            asking.add(clients.submit(() -> {
                barrier.await(10, TimeUnit.SECONDS);
                List<UniAssertSubscriber<Answer>> gets = new ArrayList<>();
                for (int each = 0; each < GETS; each++) {
                    gets.add(get.apply(first + each).subscribe().withSubscriber(UniAssertSubscriber.create()));
                }
                return gets;
            }));
        }
        return asking;
    }

    /** Sends a get like a client at a load balancer: if one node refuses it, the next node receives it. */
    private Uni<Answer> get(Key key, int at) {
        return nodes.get(at % NODES).load(key).onFailure(LoadFailure.Shed.class).recoverWithUni(() -> get(key, at + 1));
    }

    private static void answered(List<Future<List<UniAssertSubscriber<Answer>>>> asking, String value)
            throws Exception {
        for (Future<List<UniAssertSubscriber<Answer>>> client : asking) {
            for (UniAssertSubscriber<Answer> get : client.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                assertThat(HeldOrigin.text(get.awaitItem(PATIENCE).getItem())).isEqualTo(value);
            }
        }
    }

    /**
     * Answers every load: on a busy machine a holder may be late to renew its lease, and then another node loads too.
     */
    private boolean allLand(String value) {
        nodes.stream().filter(node -> !node.dead).forEach(node -> node.origin.answer(value));
        // A get may have passed the check of a node just before the node was killed.
        nodes.stream().filter(node -> node.dead).forEach(node -> node.flights.abandonAll());
        return nodes.stream().allMatch(node -> node.flights.size() == 0);
    }

    private Optional<Node> loading() {
        return nodes.stream()
                .filter(node -> !node.dead && node.origin.inProgress() > 0)
                .findFirst();
    }

    private int queries() {
        return nodes.stream().mapToInt(node -> node.origin.queries()).sum();
    }

    /** One node: its chain, its connections, and an origin that counts only this node's queries. */
    private static final class Node {
        private final HeldOrigin origin = new HeldOrigin();
        private final ConnectedStore connected;
        private final Flights flights;
        private final Loader chain;
        private volatile boolean dead;

        Node(String name) {
            RedisStoreSettings settings = RedisStoreSettings.of("corral", name).withStoreTimeout(PATIENCE);
            connected = new ConnectedStore(REDIS.options(), settings.withMaxWaiting(CLIENTS * GETS)).live();
            RedisStore store = connected.store;
            Environment environment = Environment.plain(store.clock());
            Flights.Bounds bounds = new Flights.Bounds(PATIENCE.multipliedBy(2), 10, CLIENTS * GETS);
            flights = new Flights(environment, Events.NONE);
            Fill.Retention retention = new Fill.Retention(
                    Expiry.fixed(Duration.ofMinutes(5), Staleness.NONE),
                    key -> Optional.of(Limits.hard(Duration.ofMinutes(5))),
                    1 << 20);
            Fill fill = new Fill(origin, retention, EntryWriter.fenced(store, Events.NONE), store.clock(), Events.NONE);
            FleetLock lock = new FleetLock(fill, Verdict.ofKey(), TIMES, store, environment, Events.NONE);
            SingleFlight flight = new SingleFlight(lock, flights, bounds, new RunningLoads());
            chain = new Lookup(flight, Freshness.hardTtl(), store, store.clock(), Events.NONE);
        }

        Uni<Answer> load(Key key) {
            return dead
                    ? Uni.createFrom().failure(new LoadFailure.Shed("dead", Duration.ofSeconds(1)))
                    : chain.load(Request.of(key)).onFailure(failure -> dead).transform(cut -> refused());
        }

        private static LoadFailure refused() {
            return new LoadFailure.Shed("cut off", Duration.ofSeconds(1));
        }

        /**
         * Kills the node. Its connections are closed first: no other node is informed, and its lease is left to expire.
         */
        void kill() {
            dead = true;
            connected.close();
            flights.abandonAll();
        }
    }
}
