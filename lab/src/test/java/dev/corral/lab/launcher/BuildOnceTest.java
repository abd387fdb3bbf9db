package dev.corral.lab.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.corral.lab.launcher.Checkout.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what {@code ./corral} builds, when it builds, and what an incomplete build leaves. */
class BuildOnceTest {

    /** The prefix of a command that runs as root without the capability to bypass file permissions. */
    private static final List<String> WITHOUT_PRIVILEGES =
            List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search");

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
    void build_compilesItsPluginsOnceAndTestsAsUsual() throws Exception {
        checkout.run("lab");
        checkout.run("test");

        assertThat(Files.readAllLines(checkout.home("options"))).containsExactly("-XX:TieredStopAtLevel=1 ", "");
    }

    @Test
    void tests_runTwoModulesAtATimeUnlessTheArgumentsSayHowMany() throws Exception {
        checkout.run("test", "-pl", "guard");
        checkout.run("test", "-T", "1");
        checkout.run("test", "--threads=3");

        assertThat(Files.readAllLines(checkout.home("arguments")))
                .containsExactly("-B verify -T 2 -pl guard", "-B verify -T 1", "-B verify --threads=3");
    }

    @Test
    void changedContent_isBuiltWhateverItsTimeAndTheStateBeforeIsKept() throws Exception {
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
    void failedBuild_showsTheEndOfItsLogWithThePathsOfTheCheckoutAndLeavesNothing() throws Exception {
        Files.createFile(checkout.home("fail"));
        Run run = checkout.run("lab");

        assertThat(run.said())
                .contains("[ERROR] " + checkout.root().toRealPath() + "/guard is wrong", "the build failed")
                .doesNotContain("argument lab");
        assertThat(run.end()).isEqualTo(2);
        assertThat(checkout.root().resolve("target/dist")).doesNotExist();
    }

    @Test
    void secondCommand_waitsForTheFirstAndBuildsNothing() throws Exception {
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
    void killedLauncher_takesMavenWithItAndTheNextCommandBuilds() throws Exception {
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
    void killedGroup_leavesNoOutputAndTheNextCommandBuilds() throws Exception {
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
    void olderApplications_areRemovedUnlessALabUsesThem() throws Exception {
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
    void unwritableCheckout_thatIsBuiltIsOnlyRead() throws Exception {
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
    void folderWithATooLongName_isRefusedWithTheReason() throws Exception {
        Checkout odd = new Checkout(folder, "a+b");
        Run run = odd.with("XDG_CACHE_HOME", "/" + "x".repeat(300)).run("lab");

        assertThat(run.said())
                .containsPattern("cannot be written to \\([A-Z][^)]*\\), and the lab is not built: correct that")
                .doesNotContain("Exception", "as a user");
        assertThat(run.end()).isEqualTo(2);
    }

    @Test
    void readOnlyFileSystem_isRefusedWithTheReason() throws Exception {
        Files.createDirectory(checkout.root().resolve("target"));
        String mount = "mount -t tmpfs -o ro corral-test '" + checkout.root() + "/target'";
        assumeThat(unshared(mount)).as("this user may mount a file system").contains("exit 0");

        assertThat(unshared(mount + " && HOME='" + folder + "' JAVA_HOME='" + folder.resolve("jdk-25") + "' '"
                        + checkout.root() + "/corral' lab"))
                .contains("cannot be written to (", "), and the lab is not built: mount its file system for writing")
                .doesNotContain("Exception")
                .contains("exit 2");
    }

    /** Runs a command in a mount namespace of its own; returns its output and its exit status. */
    private static String unshared(String command) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", "unshare --mount sh -c \"$1\"; echo exit $?", "sh", command)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void fileSystemWithoutLocks_isReportedOnceAndUsed() throws Exception {
        Path work = folder.resolve("work");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            CompiledBuild.lockWithout(work, new IOException("No locks available"))
                    .close();
        } finally {
            System.setErr(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("corral: the file system of " + work + " has no locks (No locks available): start no other")
                .containsOnlyOnce("\n");
    }

    @Test
    void logWithOtherCharacters_isShownInThemAndOtherBytesAreReplaced() throws Exception {
        assumeThat(System.getProperty("sun.jnu.encoding"))
                .as("this JVM can name the folder")
                .isEqualToIgnoringCase("UTF-8");
        Checkout umlaut = new Checkout(folder, "K\u00e4fig");
        umlaut.script("bin/mvn", """
                #!/bin/sh
                if [ "$1" = -v ]; then echo "Apache Maven 3.9.9"; echo "Java version: 25, runtime: /the/runtime"; exit; fi
                printf '[ERROR] %s/guard is \\343\\201\\204 \\344 wrong\\n' "$(pwd)"
                exit 1
                """);

        assertThat(umlaut.with("LANG", "C.UTF-8").run("lab").said())
                .contains("[ERROR] " + umlaut.root().toRealPath() + "/guard is \u3044 \ufffd wrong\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12",
                "12 3\n",
                "12 3 ./guard",
                "12 3 .mvn",
                "12 3 ./guard/src/main/java/Sour",
                "12 3 ./guard/src/main/java/Source.java\n12 4 ./guard/src/main/java/Source.java\n",
                "\0\0\0",
                "12 3 ./guard/\0",
                "12 3 ./guard/\u00c3"
            })
    void tornListOfSources_isNoErrorAndRemovesNoSource(String torn) throws Exception {
        checkout.run("test");
        Path list = checkout.root().resolve("target/test.sources");
        String whole = Files.readString(list);
        Files.write(list, torn.getBytes(StandardCharsets.ISO_8859_1));

        Run run = checkout.run("test");
        assertThat(run.said()).doesNotContain("Exception", "failed");
        assertThat(run.end()).isZero();
        assertThat(checkout.root().resolve("guard/src/main/java/Source.java")).exists();
        assertThat(checkout.root().resolve(".mvn/jvm.config")).exists();
        assertThat(list).hasContent(whole);
        assertThat(list.resolveSibling("test.sources.part")).doesNotExist();
    }

    @Test
    void folderThatCannotBeRead_isNoTrace() throws Exception {
        Path leftover = checkout.root().resolve("target/build/1/guard");
        Path closed = checkout.root().resolve("guard/target/closed");
        for (Path each : List.of(leftover, closed)) {
            Files.createDirectories(each.resolve("in"));
            closed(each);
        }
        if (Files.isReadable(closed)) {
            checkout.behind(WITHOUT_PRIVILEGES);
        }

        assertThat(checkout.run("lab").said()).contains("argument lab").doesNotContain("Exception");
        assertThat(checkout.run("test").end()).isZero();
        Files.createFile(checkout.root().resolve("guard/target/guard.jar"));
        Run run = checkout.run("test");
        assertThat(run.said()).contains("the build failed: " + closed + ": permission denied");
        assertThat(run.end()).isEqualTo(2);
        for (Path each : List.of(leftover, closed)) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static void closed(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));
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
    void changedTest_withAnOldTimeIsNewerThanItsOutputs() throws Exception {
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

    /** The path of a file of the applications that the launcher would run now. */
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
