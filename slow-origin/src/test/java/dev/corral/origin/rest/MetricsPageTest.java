package dev.corral.origin.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of metrics that a client without a preference gets: every sample has a help that Prometheus finds. */
@QuarkusTest
@TestProfile(SmallOrigin.class)
class MetricsPageTest {

    private static final Pattern HELP = Pattern.compile("^# HELP (\\S+) \\S.*$", Pattern.MULTILINE);
    private static final Pattern SAMPLE = Pattern.compile("^([A-Za-z_]+)[ {].*$", Pattern.MULTILINE);

    @TestHTTPResource
    URL rows;

    @TestHTTPResource(value = "/", management = true)
    URL control;

    @TempDir
    Path folder;

    private String page;

    @BeforeEach
    void scrape() {
        OriginClient origin = new OriginClient(rows, control);
        origin.get("metered");
        page = origin.control("GET", "/q/metrics").body();
    }

    @Test
    void everySample_hasHelp() {
        assertThat(withoutHelp(page)).isEmpty();
        assertThat(withoutHelp(page.replaceAll("# HELP db_query_total .*\n", "")))
                .as("control")
                .containsExactly("db_query_total");
    }

    @Test
    void promtool_findsNothing() throws Exception {
        Path promtool = promtool();
        assumeTrue(promtool != null, "promtool is not on PATH");

        assertThat(checked(promtool, page)).isEmpty();
        assertThat(checked(promtool, page.replaceAll("# HELP db_query_total .*\n", "")))
                .as("control")
                .contains("db_query_total no help text");
    }

    private static Set<String> withoutHelp(String page) {
        Set<String> helped =
                HELP.matcher(page).results().map(each -> each.group(1)).collect(Collectors.toSet());
        return SAMPLE.matcher(page)
                .results()
                .map((MatchResult each) -> each.group(1))
                .filter(name ->
                        !helped.contains(name) && !helped.contains(name.replaceFirst("_(bucket|count|sum)$", "")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String checked(Path promtool, String metrics) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("page"), metrics, StandardCharsets.UTF_8);
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
}
