package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import dev.corral.helm.Rendering.PodShape;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart carries the files of {@code dashboards/} byte for byte, and its Prometheus loads the rules among them. */
class DashboardsTest {

    private static final Path DASHBOARDS = Path.of("../dashboards");

    private static final String RULES = "groups: []\t# \"é\" <&> {{ $labels.cache }} '' \\ \r\nno end of line";

    @Test
    void filesOfTheFolder_areInTheConfigMap() {
        assertThat(dashboards(Chart.SOURCE)).isEqualTo(files()).containsKey("README.md");
    }

    @Test
    void packagedChart_hasThemToo(@TempDir Path folder) throws IOException {
        new Helm(Chart.SOURCE).packageIt().withDestination(folder).call();
        assertThat(dashboards(folder.resolve("corral-0.2.0.tgz"))).isEqualTo(files());
    }

    @Test
    void rules_areCarriedByteForByteAndLoaded(@TempDir Path folder) throws IOException {
        Path chart = Chart.copy(folder.resolve("corral"));
        Files.createDirectories(chart.resolve("dashboards/rules"));
        Files.writeString(chart.resolve("dashboards/rules/herds.yml"), RULES);
        Rendering rendering = monitored(chart);
        assertThat(rendering.get(ConfigMap.class, "corral-dashboards").getData())
                .containsEntry("rules__herds.yml", RULES);
        PodShape prometheus = rendering.pod("corral-prometheus");
        assertThat(prometheus.spec().getVolumes())
                .filteredOn(volume -> volume.getName().equals("rules"))
                .flatExtracting(volume -> volume.getConfigMap().getItems())
                .extracting(item -> item.getKey() + " " + item.getPath())
                .containsExactly("rules__herds.yml herds.yml");
        assertThat(prometheus.container().getVolumeMounts())
                .anyMatch(mount -> mount.getMountPath().equals("/etc/corral/rules"));
    }

    /** A list of no items would mount every file as a rule. */
    @Test
    void noRules_mountNothing(@TempDir Path folder) throws IOException {
        Path chart = Chart.copy(folder.resolve("corral"));
        for (Path rule : Chart.list(chart.resolve("dashboards"), ".yml")) {
            Files.delete(rule);
        }
        assertThat(monitored(chart).pod("corral-prometheus").spec().getVolumes())
                .noneMatch(volume -> volume.getName().equals("rules"));
    }

    @Test
    void prometheus_scrapesEveryTwelfthOfTheShortestTtl() {
        assertThat(configuration()).contains("scrape_interval: 166ms", "scrape_timeout: 166ms");
        assertThat(configuration("caches.swr.ttlByPrefix.hot=1200ms")).contains("scrape_interval: 100ms");
        assertThat(configuration("monitoring.scrapeInterval=50ms")).contains("scrape_interval: 50ms");
        assertThat(configuration()).contains("names: [corral-node-pods]", "names: [corral-origin-control]");
    }

    private static String configuration(String... settings) {
        String[] all = new String[settings.length + 1];
        System.arraycopy(settings, 0, all, 1, settings.length);
        all[0] = "monitoring.enabled=true";
        return Chart.renderWith(all)
                .get(ConfigMap.class, "corral-prometheus")
                .getData()
                .get("prometheus.yml");
    }

    private static Map<String, String> dashboards(Path chart) {
        return monitored(chart).get(ConfigMap.class, "corral-dashboards").getData();
    }

    private static Rendering monitored(Path chart) {
        return Chart.render(
                chart, "corral", Overlay.of("monitoring.enabled=true").write());
    }

    private static Map<String, String> files() {
        return Chart.list(DASHBOARDS, "").stream()
                .collect(Collectors.toMap(
                        file -> DASHBOARDS.relativize(file).toString().replace("/", "__"), Chart::read));
    }
}
