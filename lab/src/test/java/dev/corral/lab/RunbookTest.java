package dev.corral.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** Checks that the runbook, the pages of the alerts and the boards name only what exists. */
class RunbookTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern ITALIC = Pattern.compile("(?<![*\\w])\\*([^*\\n]+(?:\\n[^*\\n]+)?)\\*(?![*\\w])");
    /** A command ends with its line, its code, or its sentence. */
    private static final Pattern COMMAND = Pattern.compile(
            "\\./corral (ctl(?: [^`\\n#|();\"]*?)?|drill --[^`\\n#|();\"]*?)(?=\\. |, |[`\\n#|();\"]|$)");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+\\.md)(?:#[^)]*)?\\)");
    private static final Pattern ANCHOR = Pattern.compile("runbook\\.md#([a-z0-9-]+)");
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
        assertThat(runbook.lines().count()).isLessThanOrEqualTo(140);
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
        assertThat(found(
                        Pattern.compile("(?m)- alert: (\\w+)$"),
                        read(HOME.resolve("dashboards/rules/alerts.yml.tmpl"))))
                .containsAll(names);
    }

    @Test
    void links_leadToFiles() {
        Stream.concat(Stream.of(HOME.resolve("runbook.md")), pages())
                .forEach(page -> found(LINK, read(page)).stream()
                        .filter(link -> !link.contains("://"))
                        .forEach(link -> assertThat(page.resolveSibling(link)).exists()));
    }

    @Test
    void commands_areThoseOfTheCommandLine() {
        List<String> commands = Stream.concat(Stream.of(HOME.resolve("runbook.md")), Stream.concat(pages(), boards()))
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
        boards().forEach(board -> titles(board).forEach(known::add));
        return found(ITALIC, text).stream()
                .map(name -> name.replaceAll("\\s+", " "))
                .filter(name -> !known.contains(name))
                .toList();
    }

    private static Stream<String> titles(Path board) {
        try {
            JsonNode json = new ObjectMapper().readTree(Files.readString(board));
            return json.path("panels").findValuesAsText("title").stream();
        } catch (IOException unreadable) {
            throw new AssertionError(board.toString(), unreadable);
        }
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 ]", "").replace(' ', '-');
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
