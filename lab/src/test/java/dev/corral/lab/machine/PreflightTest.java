package dev.corral.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.Scenarios;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.scenario.Scenario;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PreflightTest {

    private static final long HEAP_MIB = 768;
    private static final Machine LARGE = new Machine(1 << 20, 16_384, 8, 100_000);
    private static final Need LADDER = Need.ofLoad(Scenarios.small(7), 8, true, HEAP_MIB);

    @Test
    void machineThatIsLargeEnough_isNotRefused() {
        assertThatCode(() -> Preflight.require("lab", LADDER, LARGE)).doesNotThrowAnyException();
    }

    @Test
    void twoCores_carryTheUsualLoad() {
        assertThat(Preflight.shortages(LADDER, new Machine(20_000, 4_096, 2, 10_000)))
                .isEmpty();
    }

    @Test
    void everythingThatLacks_standsInOneSentence() {
        Machine small = new Machine(1_024, 1_024, 1, 3);
        Need need = new Need(4_000, 1_700, 5_001, 60);
        assertThatThrownBy(() -> Preflight.require("lab", need, small))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("./corral lab cannot run on this machine: ")
                .hasMessageContaining(
                        "may open 1024 files, and this run needs 4000 (raise the limit with 'ulimit -n 4000'")
                .hasMessageContaining("there are 1024 MiB of memory, and this run needs 1700 MiB")
                .hasMessageContaining("there is 1 core for 5001 reads per second, and a core serves 2500 (use 3 cores")
                .hasMessageContaining("there are 3 MiB free for the report, and this run needs 60 MiB")
                .hasMessageNotContaining("\n");
    }

    @Test
    void whatSuffices_isNotNamed() {
        assertThat(Preflight.shortages(LADDER, new Machine(1_024, 16_384, 8, 100_000)))
                .singleElement()
                .asString()
                .contains("files");
    }

    @Test
    void fewFiles_areTooFewForTheLadderAndEnoughForANode() {
        Machine few = new Machine(1_024, 1_024, 1, 1_000);
        assertThat(Preflight.shortages(LADDER, few)).hasSizeGreaterThanOrEqualTo(2);
        assertThat(Preflight.shortages(Need.ofServing(1, 128), few)).isEmpty();
    }

    @Test
    void need_growsWithTheLoadAndTheFleet() {
        Scenario scenario = Scenarios.small(7);
        Scenario heavy = scenario.atShare(4);
        assertThat(Need.ofLoad(heavy, 8, true, HEAP_MIB).openFiles()).isGreaterThan(LADDER.openFiles());
        assertThat(Need.ofLoad(heavy, 8, true, HEAP_MIB).diskMiB()).isGreaterThan(LADDER.diskMiB());
        assertThat(Need.ofLoad(scenario, 8, false, HEAP_MIB).openFiles())
                .as("with a cache the origin holds few reads")
                .isLessThan(LADDER.openFiles());
        assertThat(Need.ofServing(8, 128).memoryMiB())
                .isGreaterThan(Need.ofServing(1, 128).memoryMiB());
        assertThat(Need.ofServing(1, 2_048).memoryMiB()).isGreaterThan(2_048);
    }

    @Test
    void unknown_isEnough() {
        Machine silent = new Machine(Machine.UNKNOWN, Machine.UNKNOWN, 2, Machine.UNKNOWN);
        assertThat(Preflight.shortages(LADDER, silent)).isEmpty();
    }

    @Test
    void thisMachine_hasSomeOfEverything() {
        Machine here = Machine.of(Path.of("."));
        assertThat(here.openFiles()).isPositive();
        assertThat(here.memoryMiB()).isPositive();
        assertThat(here.cores()).isPositive();
        assertThat(here.diskMiB()).isPositive();
    }
}
