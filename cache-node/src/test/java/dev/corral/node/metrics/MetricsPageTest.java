package dev.corral.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corral.node.testing.MetricsPage;
import dev.corral.node.testing.NodeClient;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The formats in which a node exports its metrics. */
@QuarkusTest
class MetricsPageTest extends NodeTest {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String OF_PROMETHEUS = "application/openmetrics-text;version=1.0.0,"
            + "application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    /** Names of SmallRye Fault Tolerance have upper-case letters, which promtool objects to. */
    private static final String OF_LIBRARY = "(# (HELP|TYPE) )?ft_.*";

    @TestHTTPResource(value = "/metrics", management = true)
    URI exported;

    @TempDir
    Path folder;

    @Test
    void text_hasHelpAndTypeOfEverySample() {
        assertThat(new MetricsPage(page("text/plain")).unexplained()).isEmpty();
    }

    @Test
    void openMetrics_haveHelpAndTypeOfEverySample() {
        String page = page(OPEN);

        assertThat(page).endsWith("# EOF\n");
        assertThat(new MetricsPage(page).unexplained()).isEmpty();
    }

    /** The control: without the lines of one counter, the counter is found. */
    @Test
    void counterWithoutHelp_isFoundInBothFormats() {
        String text = page("text/plain").replaceAll("# HELP cache_miss_total .*\n", "");
        String open = page(OPEN).replaceAll("# TYPE cache_miss .*\n", "");

        assertThat(new MetricsPage(text).unexplained()).containsExactly("cache_miss_total");
        assertThat(new MetricsPage(open).unexplained()).containsExactly("cache_miss_total");
    }

    @Test
    void clientThatAcceptsAnything_getsTheFormatThatPromtoolReads() {
        NodeClient client = new NodeClient(exported);

        assertThat(type(client.get(""))).isEqualTo(TEXT);
        assertThat(type(client.get("", "Accept", "*/*"))).isEqualTo(TEXT);
        assertThat(type(client.get("", "Accept", OF_PROMETHEUS))).isEqualTo(TEXT);
        assertThat(type(client.get("", "Accept", OPEN))).isEqualTo(OPEN);
    }

    @Test
    void promtool_findsNothing() throws Exception {
        Path promtool = promtool();
        assumeTrue(promtool != null, "promtool is not on PATH");
        String page = page("*/*")
                .lines()
                .filter(line -> !line.matches(OF_LIBRARY))
                .collect(Collectors.joining("\n", "", "\n"));

        assertThat(checked(promtool, page)).isEmpty();
        assertThat(checked(promtool, page.replaceAll("# HELP cache_miss_total .*\n", "")))
                .as("control")
                .contains("cache_miss_total no help text");
    }

    private String checked(Path promtool, String page) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("page"), page, StandardCharsets.UTF_8);
        Process check = new ProcessBuilder(promtool.toString(), "check", "metrics")
                .redirectInput(file.toFile())
                .redirectErrorStream(true)
                .start();
        String found = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        check.waitFor();
        return found;
    }

    private static Path promtool() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(each -> Path.of(each, "promtool"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    private String page(String accept) {
        return new NodeClient(exported).get("", "Accept", accept).body();
    }

    private static String type(HttpResponse<String> page) {
        return page.headers().firstValue("Content-Type").orElse("");
    }
}
