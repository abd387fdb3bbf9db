package dev.corral.lab.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.ending.LabException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("is in use by")
                    .hasMessageContaining("--out");
        }
    }

    @Test
    void runWithoutItsPage_leavesNoReportAndItsRawData() throws Exception {
        Path raw = temp.resolve("ledger-lock.ndjson");
        try (OutputFolder output = OutputFolder.open(temp, "lab")) {
            OutputFile.write(raw, "raw");
            assertThatThrownBy(() -> output.finish(() -> {
                        OutputFile.write(temp.resolve("report.json"), "{\"schemaVersion\": 1}");
                        OutputFile.write(temp.resolve("report.md"), "text");
                        OutputFile.write(temp.resolve("none/report.html"), "page");
                        return null;
                    }))
                    .isInstanceOf(Unwritten.class)
                    .hasMessageContaining("report.html");
        }
        assertThat(temp.resolve("report.json")).doesNotExist();
        assertThat(temp.resolve("report.md")).doesNotExist();
        assertThat(raw).exists();
    }

    @Test
    void danglingLink_isNamed() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("gone"));

        assertThatThrownBy(() -> OutputFolder.open(link, "lab"))
                .hasMessageContaining("it is a symbolic link to a path that does not exist");
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
    @CsvSource({
        "lab, report.json",
        "lab, report.html",
        "lab, report.md",
        "scopes, scopes.json",
        "break, break.json",
        "bench, bench.md",
        "bench, report.html",
        "lab --controls, controls.json"
    })
    void foreignFileOfAReportsName_isNotReplaced(String command, String name) throws Exception {
        Path foreign = Files.writeString(temp.resolve(name), "{\"mine\": true}");
        assertThatThrownBy(() -> OutputFolder.open(temp, command))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(foreign + " was not written by ./corral")
                .hasMessageContaining("--out");
        assertThat(temp.resolve(FolderLock.FILE)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "serve, report.html",
        "serve, report.json",
        "up, report.md",
        "lab, bench.json",
        "break, scopes.md",
        "lab, controls.json"
    })
    void foreignFileThatTheCommandNeverWrites_isNoReasonAndStays(String command, String name) throws Exception {
        Path foreign = Files.writeString(temp.resolve(name), "mine");
        try (OutputFolder output = OutputFolder.open(temp, command)) {
            if (!command.equals("serve") && !command.equals("up")) {
                output.clear();
            }
        }
        assertThat(foreign).hasContent("mine");
    }

    @Test
    void folderThatServedBefore_givesNoRightToAForeignReport() throws Exception {
        Path foreign = Files.writeString(temp.resolve("report.html"), "mine");
        OutputFolder.open(temp, "serve").close();
        assertThatThrownBy(() -> OutputFolder.open(temp, "lab"))
                .hasMessageContaining(foreign + " was not written by ./corral");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs/node-1.log", "logs/origin.log", "logs/redis-server.log", "nodes-3/logs/node-2.log"})
    void foreignLog_isNotTruncated(String name) throws Exception {
        Path foreign = temp.resolve(name);
        Files.createDirectories(foreign.getParent());
        Files.writeString(foreign, "mine");
        for (String command : List.of("serve", "lab", "scopes")) {
            assertThatThrownBy(() -> OutputFolder.open(temp, command))
                    .hasMessageContaining(foreign + " was not written by ./corral");
        }
        assertThat(temp.resolve(FolderLock.FILE)).doesNotExist();
    }

    @Test
    void otherFilesAmongTheLogs_andLogsOfAnEarlierRunAreNoReason() throws Exception {
        Path logs = Files.createDirectories(temp.resolve("logs"));
        Files.writeString(logs.resolve("app.log"), "mine");
        OutputFolder.open(temp, "serve").close();
        Files.writeString(logs.resolve("node-1.log"), "of the run");
        OutputFolder.open(temp, "serve").close();
        assertThat(logs.resolve("app.log")).hasContent("mine");
    }

    @Test
    void reportOfAnEarlierRun_isReplaced() throws Exception {
        Files.writeString(temp.resolve("report.json"), "{\n  \"schemaVersion\" : 1\n}");
        Files.writeString(temp.resolve("report.html"), "<html>");
        Files.writeString(
                Files.createDirectories(temp.resolve("logs")).resolve("node-1.log"), "from before there was a lock");
        try (OutputFolder output = OutputFolder.open(temp, "lab")) {
            assertThat(output.path()).isEqualTo(temp);
        }
    }

    @Test
    void earlierRun_leavesNothingForTheNextOne() throws Exception {
        OutputFolder.open(temp, "lab").close();
        List<String> names = List.of(
                "report.json",
                "report.html",
                "scopes.json",
                "ledger-naive.ndjson",
                "latencies-lock.csv.part",
                "ledger-full-without-near.ndjson");
        for (String name : names) {
            Files.writeString(temp.resolve(name), "{\"schemaVersion\": 1}");
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
                .isInstanceOf(LabException.class)
                .hasMessageContaining("--out");
    }

    @Test
    void fileThatCannotBeWritten_leavesTheOneBefore() throws Exception {
        Path file = Files.writeString(temp.resolve("report.json"), "before");
        Files.createDirectory(temp.resolve("report.json.part"));

        assertThatThrownBy(() -> OutputFile.write(file, "after"))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("cannot write " + file)
                .hasMessageEndingWith(": make room, or correct the permissions");
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
