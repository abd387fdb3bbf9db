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

/** The boards of {@code dashboards/} reach a Grafana unchanged: one with a sidecar, or the chart's own. */
class DashboardsTest {

    private static final Path BOARD = Path.of("src/test/resources/dashboards/board.json");

    /** Named after the uid of the board: a sidecar stores the boards of all applications in one folder. */
    private static final String FILE = "corral-board.json";

    private static final String SIDECAR = "grafana_dashboard";

    @Test
    void board_isAConfigMapByteForByteWithTheLabelOfTheSidecar(@TempDir Path folder) throws IOException {
        ConfigMap board = withBoard(folder, "monitoring.dashboards.enabled=true");
        assertThat(board.getData()).containsExactly(Map.entry(FILE, Chart.read(BOARD)));
        assertThat(board.getMetadata().getLabels()).containsEntry(SIDECAR, "1");
    }

    @Test
    void labelAndAnnotations_areThoseOfTheValues(@TempDir Path folder) throws IOException {
        ConfigMap board = withBoard(
                folder,
                "monitoring.dashboards.enabled=true",
                "monitoring.dashboards.labels={grafana_dashboard: null, boards: 'yes'}",
                "monitoring.dashboards.annotations={folder: Corral}");
        assertThat(board.getMetadata().getLabels())
                .containsEntry("boards", "yes")
                .doesNotContainKey(SIDECAR);
        assertThat(board.getMetadata().getAnnotations()).containsExactly(Map.entry("folder", "Corral"));
    }

    @Test
    void runbook_isLinkedByItsUrl(@TempDir Path folder) throws IOException {
        ConfigMap board = withBoard(
                folder, "monitoring.dashboards.enabled=true", "monitoring.runbookUrl=https://git.shop/corral/");
        assertThat(board.getData())
                .containsEntry(
                        FILE, Chart.read(BOARD).replace("https://corral.example", "https://git.shop/corral"));
    }

    /** A sidecar would load them a second time. */
    @Test
    void boardsOfTheOwnGrafana_haveNoLabelForASidecar(@TempDir Path folder) throws IOException {
        ConfigMap board = withBoard(folder, "monitoring.enabled=true", "monitoring.grafana.enabled=true");
        assertThat(board.getMetadata().getLabels()).doesNotContainKey(SIDECAR);
    }

    @Test
    void boardsOfTheRepository_areEachInAConfigMap() {
        Map<String, String> files = Chart.in(Path.of("../dashboards"), ".json").stream()
                .collect(Collectors.toMap(
                        file -> StrictYaml.tree(Chart.read(file)).path("uid").asText() + ".json", Chart::read));
        assertThat(boards(Chart.renderWith("monitoring.dashboards.enabled=true")))
                .isEqualTo(files);
        assertThat(boards(Chart.renderWith("monitoring.enabled=true"))).isEmpty();
    }

    @Test
    void ownGrafana_isProvisionedWithPrometheusAndTheBoards(@TempDir Path folder) throws IOException {
        Rendering rendering = Chart.render(
                charted(folder), "corral", values("monitoring.enabled=true", "monitoring.grafana.enabled=true"));
        Map<String, String> files =
                rendering.get(ConfigMap.class, "corral-grafana").getData();
        assertThat(StrictYaml.tree(files.get("datasources.yaml"))
                        .at("/datasources/0/url")
                        .asText())
                .isEqualTo("http://corral-prometheus:9090");
        assertThat(StrictYaml.tree(files.get("boards.yaml"))
                        .at("/providers/0/options/path")
                        .asText())
                .isEqualTo("/etc/corral/boards");
        assertThat(rendering.pod("corral-grafana").spec().getVolumes())
                .filteredOn(volume -> volume.getProjected() != null)
                .flatExtracting(volume -> volume.getProjected().getSources())
                .extracting(source -> source.getConfigMap().getName())
                .contains("corral-board-board");
    }

    @Test
    void ownGrafana_hasViewersOnly() {
        assertThat(settingsOfGrafana(Chart.renderWith("monitoring.enabled=true", "monitoring.grafana.enabled=true")))
                .contains("[auth.anonymous]\nenabled = true\norg_role = Viewer\n")
                .contains("[auth.basic]\nenabled = false\n")
                .contains("disable_initial_admin_creation = true\n")
                .contains("disable_login_form = true\n");
    }

    @Test
    void ownGrafana_opensTheBoardForOnCall() {
        Rendering rendering = Chart.renderWith("monitoring.enabled=true", "monitoring.grafana.enabled=true");
        assertThat(boards(rendering)).containsKey("corral-stampede.json");
        assertThat(settingsOfGrafana(rendering))
                .contains("default_home_dashboard_path = /etc/corral/boards/corral-stampede.json\n");
    }

    private static String settingsOfGrafana(Rendering rendering) {
        return rendering.get(ConfigMap.class, "corral-grafana").getData().get("grafana.ini");
    }

    private static ConfigMap withBoard(Path folder, String... settings) throws IOException {
        return Chart.render(charted(folder), "corral", values(settings)).get(ConfigMap.class, "corral-board-board");
    }

    private static Path charted(Path folder) throws IOException {
        Path chart = Chart.copy(folder.resolve("corral"));
        Files.createDirectories(chart.resolve("dashboards"));
        Files.copy(BOARD, chart.resolve("dashboards/board.json"));
        return chart;
    }

    private static Path values(String... settings) {
        return Overlay.of(settings).write();
    }

    private static Map<String, String> boards(Rendering rendering) {
        List<ConfigMap> maps = rendering.all(ConfigMap.class).stream()
                .filter(map -> map.getMetadata().getName().startsWith("corral-board-"))
                .toList();
        assertThat(maps).allMatch(map -> map.getData().size() == 1);
        return maps.stream()
                .flatMap(map -> map.getData().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
