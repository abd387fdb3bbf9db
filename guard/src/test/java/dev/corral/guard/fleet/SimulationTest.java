package dev.corral.guard.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fleets of whole chains under every mix of faults: invariants, deadlines, one query per boundary, nothing left over.
 * The message about a seed that breaks a guarantee contains the command that repeats exactly this run.
 */
class SimulationTest {

    static Stream<Mix> mixes() {
        return Seeds.mixes();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mixes")
    void fleet_keepsItsPromisesUnder(Mix mix) {
        List<String> told = Seeds.all()
                .mapToObj(seed -> tell(mix, seed))
                .flatMap(List::stream)
                .toList();
        assertThat(told).isEmpty();
    }

    private static List<String> tell(Mix mix, long seed) {
        List<String> broken = new Simulation(seed, mix, Without.NOTHING).run();
        return broken.isEmpty()
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "%s, seed %d: %s%n  again: %s%n",
                        mix,
                        seed,
                        String.join("; ", broken),
                        Seeds.again(mix, seed)));
    }
}
