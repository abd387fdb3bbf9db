package dev.corral.lab.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.fleet.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFolderTest {

    @TempDir
    Path temp;

    @Test
    void absentFolder_isCreatedAndLocked() {
        Path folder = temp.resolve("a").resolve("b");
        try (OutputFolder output = OutputFolder.open(folder, "lab")) {
            assertThat(output.path()).isEqualTo(folder).isDirectory();
            assertThatThrownBy(() -> OutputFolder.open(folder, "scopes"))
                    .isInstanceOf(Trouble.class)
                    .hasMessageContaining("is in use by")
                    .hasMessageContaining("--out");
        }
    }

    @Test
    void filesOfOthers_stayWhereTheyAre() throws Exception {
        Path thesis = Files.writeString(temp.resolve("thesis.txt"), "mine");
        Path notes = Files.writeString(temp.resolve("ledger-of-mine.ndjson"), "mine");
        try (OutputFolder output = OutputFolder.open(temp, "lab")) {
            output.clear();
        }
        assertThat(thesis).hasContent("mine");
        assertThat(notes).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.json", "report.html", "report.md", "scopes.json", "break.json", "bench.md"})
    void foreignFileOfAReportsName_isNotReplaced(String name) throws Exception {
        Path foreign = Files.writeString(temp.resolve(name), "{\"mine\": true}");

        assertThatThrownBy(() -> OutputFolder.open(temp, "lab"))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining(foreign + " is not of ./corral")
                .hasMessageContaining("--out");
        assertThat(temp.resolve(FolderLock.FILE)).doesNotExist();
    }

    @Test
    void reportOfAnEarlierRun_isReplaced() throws Exception {
        Files.writeString(temp.resolve("report.json"), "{\n  \"schemaVersion\" : 1\n}");
        Files.writeString(temp.resolve("report.html"), "<html>");
        try (OutputFolder output = OutputFolder.open(temp, "lab")) {
            assertThat(output.path()).isEqualTo(temp);
        }
    }

    @Test
    void earlierRun_leavesNothingForTheNextOne() throws Exception {
        OutputFolder.open(temp, "lab").close();
        List<String> names =
                List.of("report.json", "report.html", "scopes.json", "ledger-naive.ndjson", "latencies-lock.csv.part");
        for (String name : names) {
            Files.writeString(temp.resolve(name), "old");
        }

        try (OutputFolder output = OutputFolder.open(temp, "lab")) {
            output.clear();
        }

        names.forEach(name -> assertThat(temp.resolve(name)).doesNotExist());
    }

    @Test
    void fileInPlaceOfTheFolder_isOneSentence() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "");
        assertThatThrownBy(() -> OutputFolder.open(file, "lab"))
                .hasMessage(
                        "cannot write to " + file + " (it is a file, not a folder): name another folder with --out");
        assertThatThrownBy(() -> OutputFolder.open(file.resolve("below"), "lab"))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("--out");
    }

    @Test
    void fileThatCannotBeWritten_leavesTheOneBefore() throws Exception {
        Path file = Files.writeString(temp.resolve("report.json"), "before");
        Files.createDirectory(temp.resolve("report.json.part"));

        assertThatThrownBy(() -> OutputFile.write(file, "after"))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("cannot write " + file);
        assertThat(file).hasContent("before");
    }

    @Test
    void writtenFile_isWholeAndAlone() throws Exception {
        Path file = temp.resolve("report.json");
        OutputFile.write(file, "whole");
        OutputFile.write(file, List.of("whole", "again"));
        assertThat(Files.readAllLines(file)).containsExactly("whole", "again");
        assertThat(temp.resolve("report.json.part")).doesNotExist();
    }
}
