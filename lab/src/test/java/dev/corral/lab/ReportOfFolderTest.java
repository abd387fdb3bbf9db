package dev.corral.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.output.FolderLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that {@code report} and {@code publish} reject anything but a finished run with one sentence and exit code 2,
 * and write nothing.
 */
class ReportOfFolderTest {

    private final StringWriter errors = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void emptyFolder_staysEmpty() throws Exception {
        assertThat(run("report", folder.toString())).isEqualTo(2);
        assertThat(errors.toString())
                .contains("there is no report at " + folder, "report.json", "scopes.json", "break.json", "bench.json")
                .contains("name the folder of a run that has ended");
        assertThat(names()).isEmpty();
    }

    @Test
    void foreignFolder_staysAsItIs() throws Exception {
        Files.writeString(folder.resolve("thesis.txt"), "mine");
        assertThat(run("report", folder.toString())).isEqualTo(2);
        assertThat(names()).containsExactly("thesis.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.json", "scopes.json", "break.json", "bench.json", "controls.json", "scaling.json"})
    void foreignReport_getsNoPage(String name) throws Exception {
        for (String foreign : List.of("", "{}", "[]", "mine", "{\"kind\": \"other\"}", "{\"kind\": \"break\"}")) {
            Files.writeString(folder.resolve(name), foreign);
            assertThat(run("report", folder.toString()))
                    .as("%s: %s", name, foreign)
                    .isEqualTo(2);
            assertThat(folder.resolve("report.html")).doesNotExist();
        }
        assertThat(errors.toString()).doesNotContain("\tat ");
    }

    @Test
    void interruptedRun_isNamedAsOne() throws Exception {
        FolderLock.take(folder, "lab", "").close();
        Files.writeString(folder.resolve("ledger-naive.ndjson"), "");
        assertThat(run("report", folder.toString())).isEqualTo(2);
        assertThat(errors.toString()).contains("has not ended, or was interrupted: run it again");
        assertThat(folder.resolve("report.html")).doesNotExist();
    }

    @Test
    void fileInPlaceOfAFolder_isRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("report.json"), "{}");
        assertThat(run("report", file.toString())).isEqualTo(2);
        assertThat(errors.toString()).contains("there is no report at " + file).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null", "{\"kind\": \"scopes\"}", "{\"kind\": \"bench\"}", "{\"rows\": 3}"})
    void publishOfSomethingElse_isOneSentence(String foreign) throws Exception {
        Path file = Files.writeString(folder.resolve("any.json"), foreign);
        assertThat(run("publish", file.toString())).isEqualTo(2);
        assertThat(errors.toString().strip()).doesNotContain("\n").contains("any.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null", "{\"kind\": \"scopes\"}", "{\"kind\": \"bench\"}", "{\"rows\": 3}"})
    void comparisonOfSomethingElse_isOneSentence(String foreign) throws Exception {
        String file = Files.writeString(folder.resolve("any.json"), foreign).toString();
        assertThat(run("compare", file, file)).isEqualTo(2);
        assertThat(errors.toString().strip()).doesNotContain("\n").contains("any.json");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private int run(String... arguments) {
        return Main.commandLine().setErr(new PrintWriter(errors)).execute(arguments);
    }
}
