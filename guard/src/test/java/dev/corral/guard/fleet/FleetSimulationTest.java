package dev.corral.guard.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Key;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.testing.Node;
import java.time.Duration;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three chains over one store in virtual time: a network with random delays between them, Poisson reads of one key, an
 * origin that takes about 400 ms, or 20 ms if the key changes all the time. The name of each case contains its seed.
 * {@link SimulationTest} tests the same chains with failing machines and messages.
 */
class FleetSimulationTest {

    private static final int NODES = Fleet.NODES;
    private static final int LOAD_MILLIS = 400;
    private static final int QUICK_LOAD_MILLIS = 20;
    private static final double CHANGES_A_SECOND = 4;
    private static final String[] FULL = {"near", "lookup", "single-flight", "lock", "fill"};

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void lock_loadsOnceABoundary(long seed) {
        Fleet fleet = new Fleet(
                seed, Freshness.hardTtl(), Duration.ZERO, LOAD_MILLIS, "lookup", "single-flight", "lock", "fill");
        fleet.run();
        assertThat(fleet.queriesOfBoundaries())
                .allMatch(queries -> queries == 1)
                .hasSizeGreaterThan(7);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void swr_loadsOnceABoundaryAndNobodyWaitsAfterTheFirst(long seed) {
        Fleet fleet = new Fleet(
                seed,
                Freshness.staleWhileRevalidate(),
                Node.STALE_FOR,
                LOAD_MILLIS,
                "lookup",
                "single-flight",
                "lock",
                "fill");
        fleet.run();
        assertThat(fleet.queriesOfBoundaries())
                .allMatch(queries -> queries == 1)
                .hasSizeGreaterThan(7);
        assertThat(fleet.waitedAfterFirstFill()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void singleFlight_loadsAtMostOnceANode(long seed) {
        Fleet fleet = new Fleet(
                seed, Freshness.hardTtl(), Duration.ZERO, LOAD_MILLIS, "lookup", "single-flight", "look-again", "fill");
        fleet.run();
        assertThat(fleet.queriesOfBoundaries())
                .allMatch(queries -> queries <= NODES)
                .contains(NODES);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void naive_loadsAHerdAtEveryBoundary(long seed) {
        Fleet fleet = new Fleet(seed, Freshness.hardTtl(), Duration.ZERO, LOAD_MILLIS, "lookup", "fill");
        fleet.run();
        assertThat(fleet.queriesOfBoundaries()).allMatch(queries -> queries >= 5 * NODES);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nearAndXfetch_loadOnceABoundaryAndEarlyAndAnswerNearlyAllReadsNear(long seed) {
        Freshness xfetch = Freshness.xfetch(1, new Random(seed)::nextDouble, Freshness.staleWhileRevalidate());
        Fleet fleet = new Fleet(seed, xfetch, Node.STALE_FOR, LOAD_MILLIS, FULL).withPushes(NearStore::changed);
        fleet.run();
        assertThat(fleet.queriesOfBoundaries())
                .allMatch(queries -> queries == 1)
                .hasSizeGreaterThan(7);
        assertThat(fleet.waitedAfterFirstFill()).isZero();
        assertThat(fleet.shareOfEarlyQueries()).isGreaterThanOrEqualTo(0.9);
        assertThat(fleet.shareOfReadsAnsweredNear()).isGreaterThan(0.9);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nearWithoutXfetch_loadsOnceABoundaryAndNeverEarly(long seed) {
        Fleet fleet = new Fleet(seed, Freshness.staleWhileRevalidate(), Node.STALE_FOR, LOAD_MILLIS, FULL)
                .withPushes(NearStore::changed);
        fleet.run();
        assertThat(fleet.queriesOfBoundaries())
                .allMatch(queries -> queries == 1)
                .hasSizeGreaterThan(7);
        assertThat(fleet.shareOfEarlyQueries()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void near_servesNothingOlderThanTheChangesItWasToldOf(long seed) {
        assertThat(outdatedUnderChanges(seed, NearStore::changed)).isZero();
    }

    /** The control: a near cache that only removes stored entries, and admits rows that were read before a change. */
    @Test
    void nearWithoutEpochs_servesOlderValuesInTheSameSeeds() {
        assertThat(seeds().map(seed -> outdatedUnderChanges(seed, (nearStore, key) -> {
                    if (nearStore.entries() > 0) {
                        nearStore.changed(key);
                    }
                })))
                .filteredOn(outdated -> outdated > 0)
                .hasSizeGreaterThan(10);
    }

    private static long outdatedUnderChanges(long seed, BiConsumer<NearStore, Key> told) {
        Freshness xfetch = Freshness.xfetch(1, new Random(seed)::nextDouble, Freshness.staleWhileRevalidate());
        Fleet fleet = new Fleet(seed, xfetch, Node.STALE_FOR, QUICK_LOAD_MILLIS, FULL)
                .withPushes(told)
                .withChanges(CHANGES_A_SECOND);
        fleet.run();
        return fleet.outdated();
    }
}
