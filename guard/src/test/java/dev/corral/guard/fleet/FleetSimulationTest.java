package dev.corral.guard.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.store.MemoryStore;
import dev.corral.guard.testing.LatentStore;
import dev.corral.guard.testing.Node;
import dev.corral.guard.testing.TimedOrigin;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three chains over one store in virtual time: a network with drawn delays between them, Poisson reads of one key, an
 * origin that takes about 400 ms. The seed stands in the name of each case.
 */
class FleetSimulationTest {

    private static final Key KEY = new Key("c", "hot");
    private static final int NODES = 3;
    private static final int READS_A_SECOND = 200;
    private static final Duration RUN = Duration.ofSeconds(60);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void lock_loads_once_a_boundary(long seed) {
        Fleet fleet = new Fleet(seed, Freshness.hardTtl(), Duration.ZERO, "lookup", "single-flight", "lock", "fill");
        fleet.run();
        assertThat(fleet.queriesOfBoundaries())
                .allMatch(queries -> queries == 1)
                .hasSizeGreaterThan(7);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void swr_loads_once_a_boundary_and_nobody_waits_after_the_first(long seed) {
        Fleet fleet = new Fleet(
                seed, Freshness.staleWhileRevalidate(), Node.STALE_FOR, "lookup", "single-flight", "lock", "fill");
        fleet.run();
        assertThat(fleet.queriesOfBoundaries())
                .allMatch(queries -> queries == 1)
                .hasSizeGreaterThan(7);
        assertThat(fleet.waitedAfterFirstFill()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void singleFlight_loads_at_most_once_a_node(long seed) {
        Fleet fleet =
                new Fleet(seed, Freshness.hardTtl(), Duration.ZERO, "lookup", "single-flight", "look-again", "fill");
        fleet.run();
        assertThat(fleet.queriesOfBoundaries())
                .allMatch(queries -> queries <= NODES)
                .contains(NODES);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void naive_loads_a_herd_at_every_boundary(long seed) {
        Fleet fleet = new Fleet(seed, Freshness.hardTtl(), Duration.ZERO, "lookup", "fill");
        fleet.run();
        assertThat(fleet.queriesOfBoundaries()).allMatch(queries -> queries >= 5 * NODES);
    }

    private static final class Fleet {
        private final VirtualTime time = new VirtualTime();
        private final Random random;
        private final List<Node> nodes = new ArrayList<>();
        private final List<UniAssertSubscriber<Answer>> callers = new ArrayList<>();
        private final TimedOrigin origin;
        private int waitedLate;

        Fleet(long seed, Freshness freshness, Duration staleFor, String... layers) {
            random = new Random(seed);
            MemoryStore memory = new MemoryStore(time, random::nextDouble);
            origin = new TimedOrigin(time, () -> about(400), key -> Content.ABSENT);
            for (int each = 0; each < NODES; each++) {
                LatentStore store = new LatentStore(memory, time, () -> about(2));
                Node node = new Node(store, origin, Node.virtual(time, seed + each), layers);
                node.freshness = freshness;
                node.absence = key -> java.util.Optional.of(
                        new dev.corral.guard.core.Limits(Node.TTL, Node.TTL.plus(staleFor), Node.TTL.plus(staleFor)));
                nodes.add(node);
            }
        }

        private Duration about(int millis) {
            return Duration.ofNanos((long) (millis * 1e6 * (0.5 + random.nextDouble())));
        }

        void run() {
            for (long at = 0; at < RUN.toNanos(); at += arrivalNanos()) {
                Node node = nodes.get(random.nextInt(NODES));
                time.schedule(() -> read(node), at, TimeUnit.NANOSECONDS);
            }
            time.advance(RUN.plusSeconds(20));
            callers.forEach(UniAssertSubscriber::assertCompleted);
            nodes.forEach(node -> node.tally.assertBalanced());
            nodes.forEach(node -> assertThat(node.flights.size()).isZero());
            assertThat(time.pending()).as("timers").isZero();
        }

        private long arrivalNanos() {
            return (long) (-Math.log(1 - random.nextDouble()) / READS_A_SECOND * 1e9) + 1;
        }

        private void read(Node node) {
            UniAssertSubscriber<Answer> caller = node.get(KEY);
            callers.add(caller);
            if (time.nanos() > Duration.ofSeconds(2).toNanos()) {
                time.schedule(() -> countWaiting(caller), 50, TimeUnit.MILLISECONDS);
            }
        }

        private void countWaiting(UniAssertSubscriber<Answer> caller) {
            try {
                caller.assertCompleted();
            } catch (AssertionError stillWaiting) {
                waitedLate++;
            }
        }

        int waitedAfterFirstFill() {
            return waitedLate;
        }

        /** Groups of queries that begin less than half a TTL after the group's first. */
        List<Integer> queriesOfBoundaries() {
            List<Integer> groups = new ArrayList<>();
            long firstNanos = Long.MIN_VALUE / 2;
            for (TimedOrigin.Query query : origin.ledger()) {
                if (query.startNanos() - firstNanos < Node.TTL.toNanos() / 2) {
                    groups.set(groups.size() - 1, groups.getLast() + 1);
                } else {
                    firstNanos = query.startNanos();
                    groups.add(1);
                }
            }
            return groups.subList(0, groups.size());
        }
    }
}
