package dev.corral.lab.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.ending.LabException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks that only one run uses a folder. The runs are separate processes, because the kernel's lock is held by a
 * process.
 */
class FolderLockTest {

    private static final String REMEDY = "name another folder";

    @TempDir
    Path folder;

    @Test
    void secondProcess_isRefusedWithTheNameOfTheFirst() throws Exception {
        Process first = holder();

        assertThatThrownBy(() -> FolderLock.take(folder, "scopes", REMEDY))
                .isInstanceOf(LabException.class)
                .hasMessage(folder + " is in use by ./corral lab (process " + first.pid() + "): " + REMEDY);

        end(first);
    }

    @Test
    void ownerWithAnOption_isNamedWithIt() throws Exception {
        Files.writeString(folder.resolve(FolderLock.FILE), "lab --controls 17\n");
        assertThatThrownBy(() -> FolderLock.take(folder, "lab", REMEDY, channel -> null))
                .hasMessage(folder + " is in use by ./corral lab --controls (process 17): " + REMEDY);
    }

    @Test
    void killedProcess_leavesTheFolderFree() throws Exception {
        end(holder());

        try (FolderLock next = FolderLock.take(folder, "lab", REMEDY)) {
            assertThat(next).isNotNull();
        }
    }

    @Test
    void closedLock_leavesTheFolderFreeAndNamesNobody() throws Exception {
        FolderLock.take(folder, "lab", REMEDY).close();

        assertThat(folder.resolve(FolderLock.FILE)).isEmptyFile();
        end(holder());
    }

    @Test
    void secondRunOfTheSameProcess_isRefused() {
        try (FolderLock first = FolderLock.take(folder, "lab", REMEDY)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> FolderLock.take(folder, "lab", REMEDY)).hasMessageContaining("is in use by");
        }
    }

    @Test
    void fileSystemWithoutLocks_isNoReasonAgainstARun() {
        try (FolderLock lock = FolderLock.take(folder, "lab", REMEDY, channel -> {
            throw new IOException("No locks available");
        })) {
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void ownerThatCannotBeRead_isStillRefused() throws Exception {
        Files.writeString(folder.resolve(FolderLock.FILE), "\u0000 nonsense ".repeat(40));
        assertThatThrownBy(() -> FolderLock.take(folder, "lab", REMEDY, channel -> null))
                .hasMessageContaining("is in use by another ./corral");
    }

    @Test
    void folderThatIsAbsent_isOneSentence() {
        assertThatThrownBy(() -> FolderLock.take(folder.resolve("none"), "report", REMEDY))
                .isInstanceOf(LabException.class)
                .hasMessage("cannot write to " + folder.resolve("none")
                        + " (it does not exist): correct its permissions, make room, or use another folder");
    }

    private Process holder() throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(line).isEqualTo("locked");
        return process;
    }

    private static void end(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /** A run in a process of its own. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            FolderLock lock = FolderLock.take(Path.of(arguments[0]), "lab", REMEDY);
            System.out.println("locked");
            System.in.read();
            lock.close();
        }
    }
}
