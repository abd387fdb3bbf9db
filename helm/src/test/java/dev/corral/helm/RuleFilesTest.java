package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules have the windows of the release's shortest TTL, and are those that the repository contains for the same TTL. */
class RuleFilesTest {

    private static final Path TEMPLATE = Path.of("src/test/resources/dashboards/rules/windows.yml.tmpl");
    private static final Path RULES = Path.of("../dashboards/rules");
    private static final String MONITORED = "monitoring.enabled=true";
    private static final List<String> CACHES =
            List.of("naive", "single-flight", "lock", "swr", "jitter", "negative", "full");

    @Test
    void placeholders_areReplacedAndNothingElse(@TempDir Path folder) throws IOException {
        String expected = Chart.read(TEMPLATE)
                .replace("__TTL__", "10s")
                .replace("__SCRAPE__", "833ms")
                .replace("__SHORT__", "3s")
                .replace("__LOOKBACK__", "120s")
                .replace("__SETTLE__", "20s")
                .replace("__RUNBOOK__", "https://git.shop/corral")
                .replace("__DASHBOARD__", "https://grafana.shop");
        assertThat(windows(
                        folder,
                        ttl("10s"),
                        MONITORED,
                        "monitoring.runbookUrl=https://git.shop/corral/",
                        "monitoring.dashboardUrl=https://grafana.shop"))
                .isEqualTo(expected)
                .doesNotContain("__");
    }

    @Test
    void windows_followTheShortestTtl(@TempDir Path folder) throws IOException {
        assertThat(windows(folder, MONITORED))
                .contains("a_total[500ms]", "b[24s]", "c[4s]", "lag: 2s", "interval: 166ms");
        assertThat(windows(folder.resolve("scrape"), ttl("60s"), MONITORED, "monitoring.scrapeInterval=5s"))
                .contains("a_total[15s]", "b[720s]", "c[120s]", "lag: 60s", "interval: 5s");
    }

    /** Three samples are what a rate needs. */
    @Test
    void longestTtls_areScrapedEveryHalfMinute(@TempDir Path folder) throws IOException {
        assertThat(windows(folder, ttl("1h"), MONITORED)).contains("a_total[900s]", "interval: 30s");
    }

    @Test
    void links_leadToTheOwnGrafanaUnlessNamed(@TempDir Path folder) throws IOException {
        assertThat(windows(folder, MONITORED))
                .contains("runbook_url: /docs/alerts/Windows.md", "dashboard_url: /d/corral-stampede");
        assertThat(windows(folder.resolve("own"), MONITORED, "monitoring.grafana.enabled=true"))
                .contains("dashboard_url: http://corral-grafana.shop:3000/d/corral-stampede");
    }

    @Test
    void prometheus_loadsTheRules(@TempDir Path folder) throws IOException {
        Rendering.PodShape prometheus = rendered(folder, MONITORED).pod("corral-prometheus");
        assertThat(prometheus.spec().getVolumes())
                .filteredOn(volume -> volume.getName().equals("rules"))
                .extracting(volume -> volume.getConfigMap().getName())
                .containsExactly("corral-rules");
        assertThat(prometheus.container().getVolumeMounts())
                .anyMatch(mount -> mount.getMountPath().equals("/etc/corral/rules"));
    }

    @Test
    void changedTtl_restartsPrometheusWithItsWindows(@TempDir Path folder) throws IOException {
        assertThat(checksum(folder, MONITORED)).isNotEqualTo(checksum(folder.resolve("ttl"), ttl("10s"), MONITORED));
    }

    @Test
    void noRules_mountNothing(@TempDir Path folder) throws IOException {
        Path chart = Chart.copy(folder.resolve("corral"));
        for (Path rule : Chart.in(chart.resolve("dashboards/rules"), ".tmpl")) {
            Files.delete(rule);
        }
        Rendering rendering =
                Chart.render(chart, "corral", Overlay.of(MONITORED).write());
        assertThat(rendering.pod("corral-prometheus").spec().getVolumes())
                .noneMatch(volume -> volume.getName().equals("rules"));
    }

    /** The files that the repository contains for a TTL are rendered by another program from the same templates. */
    @Test
    void filesOfTheRepository_areWhatTheChartRenders() {
        for (String ttl : List.of("10s", "60s", "300s")) {
            Map<String, String> rendered = Chart.renderWith(
                            ttl(ttl),
                            MONITORED,
                            "monitoring.runbookUrl=https://corral.example",
                            "monitoring.dashboardUrl=https://grafana.example")
                    .find(ConfigMap.class, "corral-rules")
                    .map(ConfigMap::getData)
                    .orElse(Map.of());
            List<Path> files = Chart.in(RULES.resolve("ttl-" + ttl), ".yml");
            assertThat(rendered.keySet())
                    .containsExactlyElementsOf(files.stream()
                            .map(file -> file.getFileName().toString())
                            .toList());
            files.forEach(file -> assertThat(Chart.read(file))
                    .as("%s", file)
                    .isEqualTo(rendered.get(file.getFileName().toString())));
        }
    }

    /** The setting with which all keys of all caches have this TTL. */
    private static String ttl(String ttl) {
        return CACHES.stream()
                .map(cache -> cache + ": {ttl: " + ttl + ", ttlByPrefix: {hot: " + ttl + "}}")
                .collect(Collectors.joining(", ", "caches={", "}"));
    }

    private static String checksum(Path folder, String... settings) throws IOException {
        return rendered(folder, settings).pod("corral-prometheus").annotations().get("checksum/rules");
    }

    private static String windows(Path folder, String... settings) throws IOException {
        return rendered(folder, settings)
                .get(ConfigMap.class, "corral-rules")
                .getData()
                .get("windows.yml");
    }

    private static Rendering rendered(Path folder, String... settings) throws IOException {
        Path chart = Chart.copy(folder.resolve("corral"));
        Files.createDirectories(chart.resolve("dashboards/rules"));
        Files.copy(TEMPLATE, chart.resolve("dashboards/rules/windows.yml.tmpl"));
        return Chart.render(chart, "corral", Overlay.of(settings).write());
    }
}
