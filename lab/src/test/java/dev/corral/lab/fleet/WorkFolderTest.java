package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.ending.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

    @TempDir
    Path logs;

    @Test
    void renewedFolder_isEmptyButForItsTemporaryFolder() throws Exception {
        WorkFolder folder = WorkFolder.of(logs, "node-1").renew();
        Files.writeString(folder.temporary().resolve("left"), "x");
        Files.writeString(folder.path().resolve("core"), "x");

        folder.renew();

        try (Stream<Path> all = Files.walk(folder.path())) {
            assertThat(all).containsExactlyInAnyOrder(folder.path(), folder.temporary());
        }
    }

    @Test
    void deletion_followsNoLink() throws Exception {
        Path other = Files.createDirectories(logs.resolve("other"));
        Files.writeString(other.resolve("kept"), "x");
        WorkFolder folder = WorkFolder.of(logs, "node-1").renew();
        Files.createSymbolicLink(folder.path().resolve("link"), other);
        Files.createSymbolicLink(folder.path().resolve("dangling"), logs.resolve("nowhere"));

        WorkFolder.deleteAll(logs);

        assertThat(folder.path()).doesNotExist();
        assertThat(other.resolve("kept")).exists();
    }

    @Test
    void folderOfSomebodyElse_isNeitherUsedNorDeleted() throws Exception {
        Path theirs = Files.createDirectories(logs.resolve(WorkFolder.ALL).resolve("node-1"));
        Files.writeString(theirs.resolve("kept"), "x");
        assertThatThrownBy(() -> WorkFolder.claim(logs))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("was not created by ./corral")
                .hasMessageContaining("--out");
        assertThatThrownBy(() -> WorkFolder.of(logs, "node-1").renew()).isInstanceOf(IOException.class);
        WorkFolder.deleteAll(logs);
        assertThat(theirs.resolve("kept")).exists();
    }

    @Test
    void folderThatIsJustCalledRun_stays() throws Exception {
        Path theirs = Files.createDirectories(logs.resolve("run"));
        Files.writeString(theirs.resolve("kept"), "x");
        WorkFolder.claim(logs);
        WorkFolder.of(logs, "node-1").renew();
        WorkFolder.deleteAll(logs);
        assertThat(theirs.resolve("kept")).exists();
        assertThat(logs.resolve(WorkFolder.ALL)).doesNotExist();
    }

    @Test
    void folderThatAKilledRunHasNotMarked_isUsed() throws Exception {
        Files.createDirectories(logs.resolve(WorkFolder.ALL));
        WorkFolder.claim(logs);
        assertThat(WorkFolder.of(logs, "node-1").renew().temporary()).isDirectory();
    }

    @Test
    void child_runsInItsOwnFolderWhichGoesWithIt() throws Exception {
        Path log = logs.resolve("child.log");
        Path folder = WorkFolder.of(logs, "child").path();
        try (Child child = Child.start("child", log, List.of("/bin/sh", "-c", "touch tmp/x; pwd; cat"))) {
            while (child.logLines("/") == 0) {
                Patience.brief();
            }
            assertThat(Files.readString(log).strip())
                    .isEqualTo(folder.toRealPath().toString());
        }

        assertThat(folder).doesNotExist();
    }
}
