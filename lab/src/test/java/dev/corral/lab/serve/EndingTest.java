package dev.corral.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.fleet.Signals;
import dev.corral.lab.output.FolderLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checks that the children of {@code ./corral serve} end within seconds, however it ends, and that a requested end
 * prints no errors.
 */
class EndingTest {

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private SlowOrigin origin;

    @BeforeEach
    void origin() throws IOException {
        origin = SlowOrigin.start();
    }

    @AfterEach
    void end() {
        client.shutdownNow();
        origin.close();
    }

    @Test
    void killedLab_leavesNoProcessAndTheNextStartNoFile() throws Exception {
        try (Serving serving = Serving.start(folder, origin.url())) {
            List<ProcessHandle> children = serving.process().descendants().toList();
            assertThat(children)
                    .as("two shells, their readers, Redis and a node")
                    .hasSizeGreaterThanOrEqualTo(4);

            serving.process().destroyForcibly();

            allEnd(children);
        }
        Path left = Files.writeString(
                Files.createDirectories(folder.resolve("logs/.corral-work/node-1/tmp"))
                        .resolve("left"),
                "x");
        Serving.start(folder, origin.url()).close();
        assertThat(left).doesNotExist();
        assertThat(folder.resolve("logs/.corral-work")).doesNotExist();
    }

    /**
     * The lock prevents another run in the same folder from using the Redis, the logs and the working folders of this
     * one.
     */
    @Test
    void lockOfTheFolder_isHeldUntilAllChildrenHaveEnded() throws Exception {
        try (Serving serving = Serving.start(folder, origin.url())) {
            List<ProcessHandle> children = serving.process().descendants().toList();
            // Only the programs are checked: the readers of pipes are shells that end by themselves a little later.
            List<ProcessHandle> programs = children.stream()
                    .filter(child -> child.info().command().orElse("").matches(".*(redis-server.*|java)"))
                    .toList();
            assertThat(programs).as("Redis and a node").hasSize(2);
            node(children).destroyForcibly();
            Eventually.holds(this::isUnlocked);
            assertThat(programs).noneMatch(ProcessHandle::isAlive);
            assertThat(serving.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(serving.process().exitValue()).isEqualTo(2);
        }
        assertThat(folder.resolve("serve.err")).content().contains("node-1 was ended by SIGKILL");
    }

    private boolean isUnlocked() {
        try {
            FolderLock.take(folder, "test", "").close();
            return true;
        } catch (LabException held) {
            return false;
        }
    }

    @Test
    void stoppedNode_endsWithAKilledLab() throws Exception {
        try (Serving serving = Serving.start(folder, origin.url())) {
            List<ProcessHandle> children = serving.process().descendants().toList();
            long node = node(children).pid();
            Signals.send("STOP", node);

            serving.process().destroyForcibly();

            allEnd(children);
        }
    }

    @Test
    void terminatedLab_isQuietAndLeavesNothing() throws Exception {
        try (Serving serving = Serving.start(folder, origin.url())) {
            List<ProcessHandle> children = serving.process().descendants().toList();
            readSlow(serving.port());
            Eventually.holds(() -> origin.waiting() == 1);

            serving.process().destroy();

            assertThat(serving.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(serving.process().exitValue()).isEqualTo(143);
            allEnd(children);
        }
        assertThat(folder.resolve("serve.err")).content().doesNotContain("ended", "answer");
        assertThat(folder.resolve("logs/.corral-work")).doesNotExist();
    }

    /** A read waits for the origin when a user presses Ctrl-C or closes the terminal. */
    @ParameterizedTest
    @CsvSource({"c, 130", "h, 129"})
    void terminal_endsAllQuietly(String key, int status) throws Exception {
        assumeTrue(Program.installed("python3", "-c", "import pty"), "python3 is not installed");
        int port = Serving.freeWithManagement();
        List<String> command = new ArrayList<>(List.of("python3", "terminal.py"));
        command.addAll(Serving.command(folder, origin.url(), port));
        Process terminal = new ProcessBuilder(command)
                .directory(Path.of("src", "test", "resources").toFile())
                .start();
        try {
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(terminal.getInputStream(), StandardCharsets.UTF_8));
            String line = output.readLine();
            while (line != null && !line.contains("Ctrl-C")) {
                line = output.readLine();
            }
            List<ProcessHandle> children = terminal.descendants().toList();
            assertThat(children)
                    .as("the lab, two shells, their readers, Redis and a node")
                    .hasSizeGreaterThanOrEqualTo(5);
            readSlow(port);
            Eventually.holds(() -> origin.waiting() == 1);

            terminal.getOutputStream().write(key.getBytes(StandardCharsets.US_ASCII));
            terminal.getOutputStream().flush();

            assertThat(output.lines().filter(each -> !each.isBlank()).toList())
                    .filteredOn(each -> !each.equals("^C"))
                    .containsExactly("status " + status);
            allEnd(children);
        } finally {
            terminal.destroyForcibly();
        }
        assertThat(folder.resolve("logs/.corral-work")).doesNotExist();
    }

    @Test
    void nodeThatEnds_isReportedWithItsSignal() throws Exception {
        try (Serving serving = Serving.start(folder, origin.url())) {
            List<ProcessHandle> children = serving.process().descendants().toList();

            node(children).destroyForcibly();

            assertThat(serving.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(serving.process().exitValue()).isEqualTo(2);
            allEnd(children);
        }
        assertThat(folder.resolve("serve.err"))
                .content()
                .contains(
                        "corral: node-1 was ended by SIGKILL (exit status 137;", "out-of-memory killer", "node-1.log:");
    }

    /** Sends a read without waiting for its response. */
    private void readSlow(int port) {
        URI slow = URI.create("http://127.0.0.1:" + port + "/caches/full/slow");
        client.sendAsync(HttpRequest.newBuilder(slow).build(), HttpResponse.BodyHandlers.discarding());
    }

    private static void allEnd(List<ProcessHandle> children) throws Exception {
        Eventually.holds(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Returns the child whose command is a JVM. */
    private static ProcessHandle node(List<ProcessHandle> children) {
        return children.stream()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();
    }
}
