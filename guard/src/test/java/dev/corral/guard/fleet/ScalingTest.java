package dev.corral.guard.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.fleet.Scaling.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The cost of a boundary as a function of the size of the fleet; larger fleets by
 * {@code -Dcorral.simulation.nodes=1,10,100,1000}.
 */
class ScalingTest {

    private static final Path REPORT = Path.of("target/scaling/scaling.json");

    @ParameterizedTest(name = "{0} nodes")
    @ValueSource(ints = {1, 3, 10, 30})
    void swr_costsOneQueryAndAtMost2NPlus3CommandsABoundary(int nodes) {
        Scaling swr = Scaling.of(Stack.SWR, nodes, Without.NOTHING);

        assertThat(swr.mostQueries()).isEqualTo(1);
        assertThat(swr.commandsABoundary()).isBetween((double) nodes, 2.0 * nodes + 3);
        assertThat(swr.pushesABoundary()).isEqualTo(nodes);
    }

    /** The control: without one waiter per node, stale reads send further requests for the lock. */
    @Test
    void swrWhoseRefreshesGiveUp_costsMore() {
        Scaling asking = Scaling.of(Stack.SWR, 10, Without.STAYING);

        assertThat(asking.commandsABoundary()).isGreaterThan(2 * (2.0 * 10 + 3));
    }

    @Test
    void singleFlight_costsAQueryANode() {
        assertThat(Scaling.of(Stack.SINGLE_FLIGHT, 10, Without.NOTHING).queriesABoundary())
                .isEqualTo(10);
    }

    @Test
    void report_tellsOfEverySize() throws IOException {
        List<Scaling> rows = new ArrayList<>();
        for (Stack stack : Stack.values()) {
            Seeds.sizes().forEach(nodes -> rows.add(Scaling.of(stack, nodes, Without.NOTHING)));
        }
        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, Scaling.report(rows));
    }
}
