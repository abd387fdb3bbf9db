package dev.corral.guard.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.probe.Event;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The controls of the simulation, which show that it can fail: the same seeds, each time with one protection removed.
 */
class SimulationControlsTest {

    @ParameterizedTest(name = "{0} under {1}")
    @CsvSource({
        "FENCE, DYING_AND_CHANGING, fence",
        "FENCE, CHANGING, before it was invalidated",
        "LATEST_FENCE, DYING_AND_CHANGING, before it was invalidated",
        "ATOMIC_PUBLISH, STALLING, before it was invalidated",
        "FENCED_FILL, LOSSY, before it was invalidated",
        "LATCH, CHANGING, a caller waited",
        "LOOKING_AGAIN, CALM, queries too many",
        "STORE_TIME, JUMPING, served at",
        "STORE_TIME, JUMPING, queries too many",
    })
    void fleetWithoutACure_breaksAPromiseInTheSameSeeds(Without cure, Mix mix, String promise) {
        assertThat(Seeds.usual().anyMatch(seed -> breaks(new Simulation(seed, mix, cure), promise)))
                .isTrue();
    }

    private static boolean breaks(Simulation simulation, String promise) {
        return simulation.run().stream().anyMatch(sentence -> sentence.contains(promise));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"CALM", "STALLING", "EVERYTHING"})
    void sameSeed_tellsTheSameStory(Mix mix) {
        Simulation once = new Simulation(1, mix, Without.NOTHING);
        Simulation again = new Simulation(1, mix, Without.NOTHING);
        Simulation other = new Simulation(2, mix, Without.NOTHING);
        Stream.of(once, again, other).forEach(Simulation::run);

        assertThat(again.queries()).isEqualTo(once.queries());
        assertThat(again.cost()).isEqualTo(once.cost());
        assertThat(other.queries()).isNotEqualTo(once.queries());
    }

    @Test
    void faults_reachWhatTheyAreMeantToReach() {
        Set<Event> reached = EnumSet.noneOf(Event.class);
        for (Mix mix : List.of(Mix.EVERYTHING, Mix.REFUSED)) {
            Seeds.usual().limit(15).forEach(seed -> {
                Simulation simulation = new Simulation(seed, mix, Without.NOTHING);
                simulation.run();
                simulation
                        .members()
                        .forEach(member -> reached.addAll(member.events().all()));
            });
        }
        assertThat(reached)
                .contains(
                        Event.FENCED_OUT,
                        Event.LEASE_LOST,
                        Event.LOCK_FAILED,
                        Event.BACKED_OFF,
                        Event.EARLY_REFRESH,
                        Event.REFRESH_SKIPPED,
                        Event.STALE_IF_ERROR,
                        Event.NEAR_RACED);
    }
}
