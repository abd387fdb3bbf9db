package dev.corral.lab.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.launcher.Checkout.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./corral} builds, when, and what it leaves where a build does not come to its end. */
class BuildOnceTest {

    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = new Checkout(folder, "checkout");
    }

    @Test
    void sameContent_isNotBuiltAgain() throws Exception {
        checkout.run("lab");
        checkout.source("one");
        Files.setLastModifiedTime(checkout.root().resolve("pom.xml"), FileTime.fromMillis(0));

        assertThat(checkout.with("TZ", "Asia/Kathmandu").run("lab").said()).doesNotContain("building");
        assertThat(checkout.builds()).hasSize(1);
    }

    @Test
    void changedContent_isBuilt_whateverItsTime_andTheStateBeforeIsKept() throws Exception {
        Path source = checkout.root().resolve("guard/src/main/java/Source.java");
        checkout.run("lab");
        FileTime before = Files.getLastModifiedTime(source);
        checkout.source("two");
        Files.setLastModifiedTime(source, before);
        checkout.run("lab");
        assertThat(checkout.builds()).hasSize(2);
        assertThat(apps("lab/target/lib/made.jar")).hasContent("two");

        checkout.source("one");
        checkout.run("lab");
        assertThat(checkout.builds()).hasSize(2);
        assertThat(apps("lab/target/lib/made.jar")).hasContent("one");
    }

    @Test
    void missingOrTruncatedOutput_isBuiltAgain() throws Exception {
        checkout.run("lab");
        Files.delete(apps("cache-node/target/quarkus-app/made.jar"));
        checkout.run("lab");
        assertThat(checkout.builds()).hasSize(2);

        Files.writeString(apps("lab/target/classes/made.jar"), "");
        checkout.run("lab");
        assertThat(checkout.builds()).hasSize(3);
        assertThat(apps("lab/target/classes/made.jar")).hasContent("one");
    }

    @Test
    void failedBuild_showsTheEndOfItsLog_withThePathsOfTheCheckout_andLeavesNothing() throws Exception {
        Files.createFile(checkout.home("fail"));
        Run run = checkout.run("lab");

        assertThat(run.said())
                .contains("[ERROR] " + checkout.root().toRealPath() + "/guard is wrong", "the build failed")
                .doesNotContain("argument lab");
        assertThat(run.end()).isEqualTo(2);
        assertThat(checkout.root().resolve("target/dist")).doesNotExist();
    }

    @Test
    void secondCommand_waitsForTheFirst_andBuildsNothing() throws Exception {
        Files.createFile(checkout.home("hold"));
        Run first = checkout.start("lab");
        Checkout.await(() -> started() == 1);
        Run second = checkout.start("lab");
        Checkout.await(() -> second.said().contains("another ./corral builds here (process "));
        Files.delete(checkout.home("hold"));

        assertThat(first.end()).isZero();
        assertThat(second.end()).isZero();
        assertThat(checkout.builds()).hasSize(1);
    }

    @Test
    void killedLauncher_takesMavenWithIt_andTheNextCommandBuilds() throws Exception {
        Files.createFile(checkout.home("hold"));
        Run killed = checkout.start("lab");
        Checkout.await(() -> started() == 1);
        killed.kill();
        Checkout.await(() -> !isAlive(Long.parseLong(builds().getFirst())));
        Files.delete(checkout.home("hold"));

        Run next = checkout.run("lab");
        assertThat(next.said()).contains("argument lab");
        assertThat(checkout.builds()).hasSize(2);
        assertThat(children(checkout.root().resolve("target/build"))).isEmpty();
    }

    @Test
    void killedGroup_leavesNoOutput_andTheNextCommandBuilds() throws Exception {
        Files.createFile(checkout.home("hold"));
        Run killed = checkout.start("lab");
        Checkout.await(() -> started() == 1);
        List<ProcessHandle> all = killed.process().descendants().toList();
        killed.kill();
        all.forEach(ProcessHandle::destroyForcibly);
        Files.delete(checkout.home("hold"));

        assertThat(checkout.root().resolve("target/dist")).doesNotExist();
        assertThat(checkout.run("lab").said()).contains("argument lab");
    }

    @Test
    void olderApplications_areRemoved_unlessALabUsesThem() throws Exception {
        checkout.run("lab");
        Path first = children(checkout.root().resolve("target/dist")).getFirst();
        try (FileChannel used = FileChannel.open(first.resolve("lock"), StandardOpenOption.READ)) {
            used.lock(0, Long.MAX_VALUE, true);
            for (String content : List.of("two", "three", "four")) {
                checkout.source(content);
                checkout.run("lab");
            }
            assertThat(first).exists();
            assertThat(children(first.getParent())).hasSizeBetween(2, 3);
        }
        checkout.source("five");
        checkout.run("lab");
        assertThat(first).doesNotExist();
        assertThat(children(first.getParent())).hasSize(2);
    }

    @Test
    void unwritableCheckout_thatIsBuilt_isOnlyRead() throws Exception {
        checkout.run("lab");
        Path target = checkout.root().resolve("target");
        Files.delete(target.resolve("build.lock"));
        Files.setLastModifiedTime(target, FileTime.fromMillis(0));

        assertThat(checkout.run("lab").end()).isZero();
        assertThat(Files.getLastModifiedTime(target)).isEqualTo(FileTime.fromMillis(0));
    }

    @Test
    void folderThatCannotBeMade_isNamed() throws Exception {
        Files.createFile(checkout.root().resolve("target"));
        Run run = checkout.run("lab");

        assertThat(run.said()).contains("target cannot be written to", "the lab is not built");
        assertThat(run.end()).isEqualTo(2);
    }

    @Test
    void interruptedTests_areRunFromClean() throws Exception {
        Path left = Files.createDirectories(checkout.root().resolve("guard/target/classes"));
        Files.createFile(checkout.home("hold"));
        Run killed = checkout.start("test");
        Checkout.await(() -> started() == 1);
        killed.kill();
        Checkout.await(() -> !isAlive(Long.parseLong(builds().getFirst())));
        Files.delete(checkout.home("hold"));
        assertThat(left).exists();

        assertThat(checkout.run("test").said()).contains("building guard from clean");
        assertThat(left).doesNotExist();
        assertThat(checkout.run("test").said()).doesNotContain("from clean");
    }

    @Test
    void emptyJarOfAnEarlierRun_isRemovedBeforeTheTests() throws Exception {
        Path target = Files.createDirectories(checkout.root().resolve("guard/target"));
        Path jar = Files.createFile(target.resolve("guard.jar"));

        assertThat(checkout.run("test").said()).contains("building guard from clean");
        assertThat(jar).doesNotExist();
    }

    @Test
    void changedTest_withAnOldTime_isNewerThanItsOutputs() throws Exception {
        Path source = checkout.root().resolve("guard/src/main/java/Source.java");
        Path other = Files.createDirectories(checkout.root().resolve("guard/src/test"))
                .resolve("Removed.java");
        Files.writeString(other, "removed");
        Path left = Files.createDirectories(checkout.root().resolve("guard/target/classes"));
        checkout.run("test");
        checkout.source("two");
        Files.setLastModifiedTime(source, FileTime.fromMillis(0));
        checkout.run("test");
        assertThat(Files.getLastModifiedTime(source)).isGreaterThan(FileTime.fromMillis(0));
        assertThat(left).exists();

        Files.delete(other);
        checkout.run("test");
        assertThat(left).doesNotExist();
    }

    private int started() {
        return builds().size();
    }

    private List<String> builds() {
        try {
            return checkout.builds();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isAlive(long process) {
        return ProcessHandle.of(process).filter(ProcessHandle::isAlive).isPresent();
    }

    /** A file of the applications that the launcher would run now. */
    private Path apps(String name) throws IOException {
        String said = checkout.run("--apps").said().strip();
        return Path.of(said.substring(said.lastIndexOf('\n') + 1)).resolve(name);
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }
}
