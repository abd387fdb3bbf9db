package dev.corral.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks that the requests that a layer absorbed are the difference of two probes. */
class ProbesTest {

    private static final List<String> LAYERS = List.of("deadline", "lookup", "single-flight", "origin");

    /**
     * The metrics as a node exports them: 10 reads, of which 6 hit and one is served stale; its refresh is the first of
     * two queries. Inside the outermost layer, a layer has only the outcomes that it can cause.
     */
    private static final String METRICS = """
            # TYPE cache_layer_requests_total counter
            cache_layer_requests_total{cache="lock",layer="lookup",purpose="foreground"} 99.0
            cache_layer_requests_total{cache="swr",layer="deadline",purpose="foreground"} 10.0
            cache_layer_requests_total{cache="swr",layer="lookup",purpose="foreground"} 10.0
            cache_layer_requests_total{cache="swr",layer="single-flight",purpose="foreground"} 3.0
            cache_layer_requests_total{cache="swr",layer="single-flight",purpose="refresh"} 1.0
            cache_layer_requests_total{cache="swr",layer="origin",purpose="foreground"} 1.0
            cache_layer_requests_total{cache="swr",layer="origin",purpose="refresh"} 1.0
            cache_layer_outcomes_total{cache="swr",layer="deadline",outcome="hit",purpose="foreground"} 6.0
            cache_layer_outcomes_total{cache="swr",layer="deadline",outcome="stale",purpose="foreground"} 1.0
            cache_layer_outcomes_total{cache="swr",layer="deadline",outcome="flight",purpose="foreground"} 2.0
            cache_layer_outcomes_total{cache="swr",layer="deadline",outcome="origin",purpose="foreground"} 1.0
            cache_layer_outcomes_total{cache="swr",layer="deadline",outcome="failed",purpose="foreground"} 0.0
            cache_layer_outcomes_total{cache="swr",layer="lookup",outcome="hit",purpose="foreground"} 6.0
            cache_layer_outcomes_total{cache="swr",layer="lookup",outcome="stale",purpose="foreground"} 1.0
            cache_layer_outcomes_total{cache="swr",layer="single-flight",outcome="flight",purpose="foreground"} 2.0
            cache_layer_outcomes_total{cache="swr",layer="single-flight",outcome="failed",purpose="foreground"} 0.0
            cache_layer_outcomes_total{cache="swr",layer="origin",outcome="origin",purpose="foreground"} 1.0
            cache_layer_outcomes_total{cache="swr",layer="origin",outcome="origin",purpose="refresh"} 1.0
            cache_layer_in_flight{cache="swr",layer="lookup"} 0.0
            """;

    private final Probes probes = Probes.parse("swr", LAYERS, METRICS);

    @Test
    void layer_absorbedWhatLeftItAndDidNotComeFromFurtherIn() {
        assertThat(probes.absorbed())
                .containsExactly(
                        new Absorbed("deadline", 10, 0, Map.of(), 10, 0),
                        new Absorbed("lookup", 10, 0, Map.of("hit", 6L, "stale", 1L), 3, 1),
                        new Absorbed("single-flight", 3, 1, Map.of("flight", 2L), 2, 0),
                        new Absorbed("origin", 1, 1, Map.of("origin", 2L), 0, 0));
    }

    /** A layer that cannot cause an outcome does not export it, although requests pass through it with the outcome. */
    @Test
    void outcomeThatTheNextLayerDoesNotExport_isTakenFromTheFirstLayerThatDoes() {
        Probes shed = Probes.parse("c", List.of("deadline", "fill", "gate", "origin"), """
                cache_layer_requests_total{cache="c",layer="deadline",purpose="foreground"} 9
                cache_layer_requests_total{cache="c",layer="fill",purpose="foreground"} 9
                cache_layer_requests_total{cache="c",layer="gate",purpose="foreground"} 9
                cache_layer_requests_total{cache="c",layer="origin",purpose="foreground"} 5
                cache_layer_outcomes_total{cache="c",layer="deadline",outcome="refused",purpose="foreground"} 6
                cache_layer_outcomes_total{cache="c",layer="deadline",outcome="origin",purpose="foreground"} 3
                cache_layer_outcomes_total{cache="c",layer="gate",outcome="refused",purpose="foreground"} 6
                cache_layer_outcomes_total{cache="c",layer="origin",outcome="refused",purpose="foreground"} 2
                cache_layer_outcomes_total{cache="c",layer="origin",outcome="origin",purpose="foreground"} 3
                """);
        assertThat(shed.absorbed().stream().map(Absorbed::answered))
                .containsExactly(Map.of(), Map.of(), Map.of("refused", 4L), Map.of("refused", 2L, "origin", 3L));
    }

    @Test
    void failureThatBecomesAnAnswer_isAbsorbedAsThatAnswer() {
        Probes failing = Probes.parse("c", List.of("lookup", "origin"), """
                cache_layer_requests_total{cache="c",layer="lookup",purpose="foreground"} 5
                cache_layer_requests_total{cache="c",layer="origin",purpose="foreground"} 5
                cache_layer_outcomes_total{cache="c",layer="lookup",outcome="stale",purpose="foreground"} 5
                cache_layer_outcomes_total{cache="c",layer="origin",outcome="failed",purpose="foreground"} 5
                """);
        assertThat(failing.absorbed().getFirst().answered()).isEqualTo(Map.of("stale", 5L));
    }

    @Test
    void nodes_addUpAndARunIsTheDifferenceOfTwoReadings() {
        Probes fleet = probes.plus(probes);
        assertThat(fleet.absorbed().getFirst().foreground()).isEqualTo(20);
        assertThat(fleet.minus(probes).absorbed()).isEqualTo(probes.absorbed());
        assertThat(probes.minus(probes).absorbed()).allMatch(layer -> layer.entered() == 0 && layer.absorbed() == 0);
    }

    @Test
    void flowThatOnlyOneNodeHas_seenIsKept() {
        Probes idle = Probes.parse("swr", LAYERS, "");
        assertThat(idle.plus(probes).absorbed()).isEqualTo(probes.absorbed());
        assertThat(probes.minus(idle).absorbed()).isEqualTo(probes.absorbed());
    }
}
