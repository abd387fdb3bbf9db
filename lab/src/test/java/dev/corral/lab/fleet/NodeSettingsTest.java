package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.Scenarios;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Scenario;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NodeSettingsTest {

    private static final String FULL = "corral.caches.full.";

    private final Scenario scenario = Scenarios.small(1);
    private final Map<String, String> settings = NodeSettings.of(scenario, List.of(), true);

    @Test
    void full_has_its_times_and_its_eagerness() {
        assertThat(settings)
                .containsEntry(FULL + "ttl-by-prefix.hot", "PT2S")
                .containsEntry(FULL + "ttl-by-prefix.brief", "PT1S")
                .containsEntry(FULL + "stale-while-revalidate", "PT6S")
                .containsEntry(FULL + "stale-if-error", "PT1M")
                .containsEntry(FULL + "beta", "1");
        assertThat(settings.keySet())
                .noneMatch(name -> name.matches("corral\\.caches\\.negative\\.(beta|stale-if-error)"));
    }

    @Test
    void gates_of_the_fleet_are_what_the_origin_can_work_on() {
        assertThat(settings).containsEntry("corral.gate.loads", "213").containsEntry("corral.gate.queue", "213");
    }

    @ParameterizedTest
    @EnumSource(LeftOut.class)
    void otherSide_of_a_trial_differs_from_full_by_the_one_mitigation(LeftOut lacking) {
        Map<String, String> full = of("full");
        Map<String, String> other = of(lacking.cache());
        Set<String> missing = new TreeSet<>(full.keySet());
        missing.removeAll(other.keySet());
        List<String> layers = List.of(other.remove("layers").split(","));
        switch (lacking) {
            case XFETCH -> assertThat(missing).containsExactly("beta");
            case STALE_IF_ERROR -> assertThat(missing).containsExactly("stale-if-error");
            default -> {
                assertThat(missing).isEmpty();
                assertThat(layers).hasSize(8).doesNotContain(lacking.toString());
            }
        }
        assertThat(full).containsAllEntriesOf(other);
    }

    @Test
    void whereNoTrialIsHeld_there_are_no_caches_for_it() {
        assertThat(NodeSettings.of(scenario, List.of("near"), false))
                .containsEntry("corral.without", "near")
                .allSatisfy((name, value) -> assertThat(name).doesNotContain("full-without"));
    }

    private Map<String, String> of(String cache) {
        String prefix = "corral.caches." + cache + ".";
        Map<String, String> own = new HashMap<>();
        settings.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), value);
            }
        });
        return own;
    }
}
