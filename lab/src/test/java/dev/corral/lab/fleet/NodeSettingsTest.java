package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.cache.Mitigation;
import dev.corral.lab.Scenarios;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NodeSettingsTest {

    private static final String FULL = "corral.caches.full.";

    private final Scenario scenario = Scenarios.small(1);
    private final Map<String, String> settings = NodeSettings.of(scenario, List.of(), List.of(Mitigation.values()));

    @Test
    void full_hasItsTimesAndItsEagerness() {
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
    void gatesOfTheFleet_areWhatTheOriginCanWorkOn() {
        assertThat(settings).containsEntry("corral.gate.loads", "213").containsEntry("corral.gate.queue", "213");
    }

    @ParameterizedTest
    @EnumSource(Mitigation.class)
    void cacheWithoutAMitigation_differsFromTheRungThatAddsItByTheOneMitigation(Mitigation mitigation)
            throws IOException {
        Rung rung = Rung.adding(mitigation);
        Map<String, String> whole = of(rung.cache());
        Map<String, String> other = of(rung.without(mitigation));
        List<String> missingLayers = new ArrayList<>(layersOfTheNode(rung));
        missingLayers.removeAll(List.of(other.remove("layers").split(",")));
        Set<String> missing = new TreeSet<>(whole.keySet());
        missing.removeAll(other.keySet());

        boolean isLayer = mitigation.setting().equals("layers");
        assertThat(missingLayers).isEqualTo(isLayer ? List.of(mitigation.layer()) : List.of());
        assertThat(missing).isEqualTo(isLayer ? Set.of() : Set.of(mitigation.setting()));
        assertThat(whole).containsAllEntriesOf(other);
    }

    /** The layers that the node itself defines for a rung; the settings of the lab leave them as they are. */
    private static List<String> layersOfTheNode(Rung rung) throws IOException {
        Properties node = new Properties();
        try (Reader reader =
                Files.newBufferedReader(Path.of("../cache-node/src/main/resources/application.properties"))) {
            node.load(reader);
        }
        return List.of(node.getProperty("corral.caches." + rung + ".layers").split(","));
    }

    @Test
    void whereNoTrialIsHeld_thereAreNoCachesForIt() {
        assertThat(NodeSettings.of(scenario, List.of("near"), List.of()))
                .containsEntry("corral.without", "near")
                .allSatisfy((name, value) -> assertThat(name).doesNotContain("-without-"));
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
