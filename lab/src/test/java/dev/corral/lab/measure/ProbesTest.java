package dev.corral.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks that the requests that a layer absorbed are the difference of two probes. */
class ProbesTest {

    private static final List<String> LAYERS = List.of("lookup", "single-flight", "origin");

    /**
     * The metrics as a node exports them: 10 reads, of which 6 hit and one is served stale; its refresh is the first of
     * two queries.
     */
    private static final String METRICS = """
            # TYPE cache_layer_requests_total counter
            cache_layer_requests_total{cache="lock",layer="lookup",purpose="foreground"} 99.0
            cache_layer_requests_total{cache="swr",layer="lookup",purpose="foreground"} 10.0
            cache_layer_requests_total{cache="swr",layer="single-flight",purpose="foreground"} 3.0
            cache_layer_requests_total{cache="swr",layer="single-flight",purpose="refresh"} 1.0
            cache_layer_requests_total{cache="swr",layer="origin",purpose="foreground"} 1.0
            cache_layer_requests_total{cache="swr",layer="origin",purpose="refresh"} 1.0
            cache_layer_outcomes_total{cache="swr",layer="lookup",outcome="hit",purpose="foreground"} 6.0
            cache_layer_outcomes_total{cache="swr",layer="lookup",outcome="stale",purpose="foreground"} 1.0
            cache_layer_outcomes_total{cache="swr",layer="lookup",outcome="flight",purpose="foreground"} 2.0
            cache_layer_outcomes_total{cache="swr",layer="lookup",outcome="origin",purpose="foreground"} 1.0
            cache_layer_outcomes_total{cache="swr",layer="single-flight",outcome="flight",purpose="foreground"} 2.0
            cache_layer_outcomes_total{cache="swr",layer="single-flight",outcome="origin",purpose="foreground"} 1.0
            cache_layer_outcomes_total{cache="swr",layer="single-flight",outcome="origin",purpose="refresh"} 1.0
            cache_layer_outcomes_total{cache="swr",layer="origin",outcome="origin",purpose="foreground"} 1.0
            cache_layer_outcomes_total{cache="swr",layer="origin",outcome="origin",purpose="refresh"} 1.0
            cache_layer_in_flight{cache="swr",layer="lookup"} 0.0
            """;

    private final Probes probes = Probes.parse("swr", LAYERS, METRICS);

    @Test
    void layer_absorbedWhatLeftItAndDidNotComeFromFurtherIn() {
        assertThat(probes.absorbed())
                .containsExactly(
                        new Absorbed("lookup", 10, 0, Map.of("hit", 6L, "stale", 1L), 3, 1),
                        new Absorbed("single-flight", 3, 1, Map.of("flight", 2L), 2, 0),
                        new Absorbed("origin", 1, 1, Map.of("origin", 2L), 0, 0));
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
