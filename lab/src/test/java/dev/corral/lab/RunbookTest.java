package dev.corral.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.guard.cache.Mitigation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Checks that the runbook, the pages of the alerts and the boards name only what exists, and state the same. */
class RunbookTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Path ALERTS = HOME.resolve("dashboards/rules/alerts.yml.tmpl");
    private static final Pattern ITALIC = Pattern.compile("(?<![*\\w])\\*([^*\\n]+(?:\\n[^*\\n]+)?)\\*(?![*\\w])");
    /** A command ends with its line, its code, or its sentence. */
    private static final Pattern COMMAND = Pattern.compile(
            "\\./corral (ctl(?: [^`\\n#|();\"]*?)?|drill --[^`\\n#|();\"]*?)(?=\\. |, |[`\\n#|();\"]|$)");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+\\.md)(?:#[^)]*)?\\)");
    private static final Pattern ANCHOR = Pattern.compile("runbook\\.md#([a-z0-9-]+)");
    /** A row and a panel in it, in either order. */
    private static final Pattern ROW_THEN_PANEL =
            Pattern.compile("(?:row |\\| )\\*([^*|]+)\\*(?:, panels?|:) \\*([^*|]+)\\*");

    private static final Pattern PANEL_THEN_ROW =
            Pattern.compile("\\*([^*|]+)\\* \\((?:in )?(?:row )?\\*([^*|]+)\\*\\)");
    private static final Pattern HERD_LINE =
            Pattern.compile("(?m)^\\| \\*([^*]+)\\*: \\*([^*]+)\\* \\|.*\\(docs/alerts/(\\w+)\\.md\\).*\\|$");
    private static final Pattern TRIAGE_LINE = Pattern.compile("(?m)^\\| [^|]+\\? \\| ([^|]+) \\| ([^|]+) \\|$");
    private static final Pattern METRIC = Pattern.compile("`((?:cache|corral|db)_[a-z0-9_]+|corral:[a-z0-9_:]+)");
    private static final Pattern RULE = Pattern.compile("`(corral:[a-z0-9_:]+)`");
    private static final Pattern NAMES = Pattern.compile("--with(?:out)? ([a-z,-]+)");
    private static final Pattern KUBECTL = Pattern.compile("`(kubectl [^`]+)`");
    /** The words that the runbook defines or types, and that name no panel. */
    private static final Set<String> TERMS = Set.of(
            "nodes",
            "Redis",
            "origin",
            "cache",
            "load",
            "boundary",
            "herd",
            "namespace",
            "node",
            "Stampede",
            "Fleet",
            "Layers",
            "Corral / Stampede",
            "Status",
            "Targets");

    private static final List<String> HEADINGS = List.of(
            "1. Is it a stampede?",
            "2. Triage",
            "3. The mitigation ladder",
            "4. Metastable failure",
            "5. The gate before a cutover",
            "6. Never",
            "7. Escalate",
            "8. Game day");

    private final String runbook = read(HOME.resolve("runbook.md"));

    @Test
    void runbook_hasItsSectionsAndFitsOnePage() {
        assertThat(found(Pattern.compile("(?m)^## (.+)$"), runbook)).isEqualTo(HEADINGS);
        assertThat(runbook.lines().count()).isLessThanOrEqualTo(130);
    }

    @Test
    void boards_linkToHeadingsOfTheRunbook() {
        List<String> anchors = HEADINGS.stream().map(RunbookTest::anchor).toList();
        List<String> linked = boards().flatMap(board -> found(ANCHOR, read(board)).stream())
                .distinct()
                .toList();
        assertThat(linked).isNotEmpty().isSubsetOf(anchors);
    }

    @Test
    void runbook_namesPanelsOfTheBoards() {
        assertThat(unknownPanels(runbook)).isEmpty();
        assertThat(unknownPanels("look at *No such panel*")).containsExactly("No such panel");
    }

    @Test
    void pagesOfAlerts_namePanelsOfTheBoards() {
        pages().forEach(page ->
                assertThat(unknownPanels(read(page))).as(page.toString()).isEmpty());
    }

    @Test
    void runbook_listsEveryAlert() {
        List<String> names = pages().map(page -> page.getFileName().toString())
                .filter(name -> name.startsWith("Corral"))
                .map(name -> name.replace(".md", ""))
                .sorted()
                .toList();
        String all = runbook.substring(runbook.indexOf("**All alerts:**"));
        assertThat(found(Pattern.compile("docs/alerts/(Corral\\w+)\\.md"), all)).isEqualTo(names);
        assertThat(new TreeSet<>(found(Pattern.compile("(?m)- alert: (\\w+)$"), read(ALERTS))))
                .containsExactlyElementsOf(names);
    }

    @Test
    void linesOfHerds_nameAPanelOfTheirRowThatLinksTheirAlert() {
        List<MatchResult> lines = HERD_LINE.matcher(runbook).results().toList();
        assertThat(lines).hasSize(11);
        Boards boards = new Boards();
        lines.forEach(line -> assertThat(boards.descriptions(line.group(1), line.group(2)))
                .as(line.group())
                .singleElement()
                .asString()
                .contains("/docs/alerts/" + line.group(3) + ".md"));
    }

    @Test
    void rows_containThePanelsThatAreNamedWithThem() {
        Boards boards = new Boards();
        documents().forEach(page -> {
            String text = read(page).replaceAll("\\n +|\\n", " ");
            ROW_THEN_PANEL
                    .matcher(text)
                    .results()
                    .forEach(named -> assertThat(boards.descriptions(named.group(1), named.group(2)))
                            .as(page + ": " + named.group())
                            .isNotEmpty());
            PANEL_THEN_ROW
                    .matcher(text)
                    .results()
                    .forEach(named -> assertThat(boards.descriptions(named.group(2), named.group(1)))
                            .as(page + ": " + named.group())
                            .isNotEmpty());
        });
        assertThat(boards.descriptions("The wait", "Origin queries")).isEmpty();
    }

    @Test
    void healthyNumbersOfTriage_areTheLimitsOfThePanels() {
        String triage = runbook.substring(runbook.indexOf("## 2. "), runbook.indexOf("## 3. "));
        Boards boards = new Boards();
        List<String> limits = new ArrayList<>();
        for (MatchResult line : TRIAGE_LINE.matcher(triage).results().toList()) {
            found(ITALIC, line.group(1)).stream().flatMap(boards::limits).forEach(limit -> {
                limits.add(limit);
                assertThat(line.group(2)).as(line.group()).contains(limit);
            });
        }
        assertThat(limits).contains("6", "95 %", "30 %");
    }

    @Test
    void metrics_areDocumentedOrRecorded() {
        String known =
                read(HOME.resolve("docs/metrics.md")) + read(HOME.resolve("dashboards/rules/recording.yml.tmpl"));
        List<String> named = documents()
                .flatMap(page -> found(METRIC, read(page)).stream())
                .distinct()
                .toList();
        assertThat(named)
                .hasSizeGreaterThan(5)
                .allSatisfy(name ->
                        assertThat(known).containsPattern("(?:`|record: )" + Pattern.quote(name) + "(?:`|\\n)"));
    }

    @Test
    void rulesThatAPageNames_areReadByItsAlertOrItsPanels() {
        Boards boards = new Boards();
        pages().filter(page -> page.getFileName().toString().startsWith("Corral"))
                .forEach(page -> {
                    String text = read(page);
                    String alert = page.getFileName().toString().replace(".md", "");
                    String readHere = read(ALERTS)
                                    .replaceAll("(?s).*?- alert: " + alert + "\\n(.*?)(?=- alert: |$).*", "$1")
                            + found(ITALIC, text).stream().map(boards::queries).toList();
                    assertThat(found(RULE, text))
                            .as(page.toString())
                            .allSatisfy(rule -> assertThat(readHere).contains(rule));
                });
    }

    @Test
    void mitigationsInCommands_exist() {
        List<String> names = Stream.concat(documents(), Stream.concat(boards(), Stream.of(ALERTS)))
                .flatMap(file -> found(NAMES, read(file)).stream())
                .flatMap(each -> Stream.of(each.split(",")))
                .distinct()
                .toList();
        assertThat(names)
                .contains("negative")
                .allSatisfy(name -> assertThat(Mitigation.named(name)).as(name).isPresent());
    }

    @Test
    void commandsForACluster_nameTheNamespace() {
        List<String> commands = documents()
                .flatMap(page -> found(KUBECTL, read(page).replaceAll("\\n", " ")).stream())
                .toList();
        assertThat(commands)
                .isNotEmpty()
                .allSatisfy(command -> assertThat(command).contains("--namespace NAMESPACE"));
    }

    @Test
    void links_leadToFiles() {
        documents()
                .forEach(page -> found(LINK, read(page)).stream()
                        .filter(link -> !link.contains("://"))
                        .forEach(link -> assertThat(page.resolveSibling(link)).exists()));
    }

    @Test
    void commands_areThoseOfTheCommandLine() {
        List<String> commands = Stream.concat(documents(), boards())
                .flatMap(file -> found(COMMAND, read(file)).stream())
                .distinct()
                .toList();
        assertThat(commands).hasSizeGreaterThan(10);
        commands.forEach(
                command -> assertThatCode(() -> parse(command)).as(command).doesNotThrowAnyException());
        assertThatThrownBy(() -> parse("ctl stack CACHE --add lock"))
                .isInstanceOf(CommandLine.ParameterException.class);
    }

    /** Placeholders in capitals are parameters, which a number or a name replaces. */
    private static void parse(String command) {
        String[] arguments = command.strip()
                .replaceAll("[.,:]+$", "")
                .replaceAll("KEY\\.\\.\\.", "KEY")
                .replaceAll("\\b(LOADS|REVISION|SEED)\\b", "16")
                .replaceAll("\\bTTL\\b", "30s")
                .split(" +");
        Main.commandLine().parseArgs(arguments);
    }

    private List<String> unknownPanels(String text) {
        Set<String> known = new TreeSet<>(TERMS);
        new Boards().panels.forEach(panel -> known.addAll(List.of(panel.row(), panel.title())));
        return found(ITALIC, text).stream()
                .map(name -> name.replaceAll("\\s+", " "))
                .filter(name -> !known.contains(name))
                .toList();
    }

    /** The panels of all boards. */
    private static final class Boards {

        private final List<Panel> panels = new ArrayList<>();

        Boards() {
            boards().forEach(board -> {
                String row = "";
                for (JsonNode each : json(board).path("panels")) {
                    row = each.path("type").asText().equals("row")
                            ? each.path("title").asText()
                            : row;
                    panels.add(new Panel(row, each));
                }
            });
        }

        List<String> descriptions(String row, String title) {
            return panels.stream()
                    .filter(panel -> panel.row().equals(row) && panel.title().equals(title))
                    .map(panel -> panel.json().path("description").asText())
                    .toList();
        }

        /** The queries of all panels with this title. */
        String queries(String title) {
            return panels.stream()
                    .filter(panel -> panel.title().equals(title.replaceAll("\\s+", " ")))
                    .map(panel -> panel.json().path("targets").findValuesAsText("expr"))
                    .toList()
                    .toString();
        }

        /** The values from which panels with this title are red, as a page writes them. */
        Stream<String> limits(String title) {
            return panels.stream().filter(panel -> panel.title().equals(title)).flatMap(Panel::limit);
        }

        private static JsonNode json(Path board) {
            try {
                return new ObjectMapper().readTree(read(board));
            } catch (IOException malformed) {
                throw new AssertionError(board.toString(), malformed);
            }
        }
    }

    private record Panel(String row, JsonNode json) {

        String title() {
            return json.path("title").asText();
        }

        Stream<String> limit() {
            JsonNode defaults = json.path("fieldConfig").path("defaults");
            boolean share = defaults.path("unit").asText().equals("percentunit");
            List<String> red = new ArrayList<>();
            for (JsonNode step : defaults.path("thresholds").path("steps")) {
                if (step.path("color").asText().equals("red")
                        && step.path("value").isNumber()) {
                    double value = step.path("value").asDouble();
                    red.add(share ? Math.round(100 * value) + " %" : String.valueOf(Math.round(value)));
                }
            }
            return red.stream();
        }
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 ]", "").replace(' ', '-');
    }

    private static Stream<Path> documents() {
        return Stream.concat(Stream.of(HOME.resolve("runbook.md")), pages());
    }

    private static Stream<Path> pages() {
        return files("docs/alerts", ".md");
    }

    private static Stream<Path> boards() {
        return files("dashboards", ".json");
    }

    private static Stream<Path> files(String folder, String suffix) {
        try (Stream<Path> files = Files.list(HOME.resolve(folder))) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(suffix))
                            .sorted()
                            .toList())
                    .stream();
        } catch (IOException unreadable) {
            throw new AssertionError(folder, unreadable);
        }
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult each) -> each.group(1))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new AssertionError(file.toString(), unreadable);
        }
    }
}
