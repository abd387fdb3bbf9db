package dev.corral.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corral.lab.ending.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the scripts of {@code k8s} end what they start: after a signal, and after a time limit. */
@Timeout(90)
class KubernetesScriptsTest {

    private static final Path BASH = Path.of("/bin/bash");
    private static final Path SCRIPTS = Path.of("..", "k8s");
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path home;

    private Process script;

    /** A checkout with a command that hangs if it is told to, and a kubectl without a cluster. */
    @BeforeEach
    void checkout() throws IOException {
        assumeTrue(Files.isExecutable(BASH), "there is no bash");
        Files.createDirectories(home.resolve("k8s"));
        Files.createDirectories(home.resolve("bin"));
        for (String each : List.of("lib", "settings", "ctl")) {
            Files.copy(SCRIPTS.resolve(each), home.resolve("k8s").resolve(each));
        }
        program("corral", "echo $$ >command; [ \"$2\" != hang ] || exec sleep 120\nexit 1");
        program("bin/kubectl", """
                case "$*" in
                  *port-forward*) echo $$ >forward; echo 'Forwarding from 127.0.0.1:1 -> 9081'; exec sleep 120 ;;
                  *deployments*) echo deployment.apps/corral-node ;;
                  *pods*) echo corral-node-0 ;;
                esac""");
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.writeString(home.resolve(name), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void end() {
        if (script != null) {
            script.descendants().forEach(ProcessHandle::destroyForcibly);
            script.destroyForcibly();
        }
    }

    @Test
    void command_leavesNoPortForward() throws Exception {
        start("k8s/ctl", "status");
        assertThat(status()).isEqualTo(1);
        assertEnded("forward");
    }

    @Test
    void commandThatGetsASignal_endsAtOnceWithAllThatItStarted() throws Exception {
        start("k8s/ctl", "hang");
        assertThat(Patience.until(() -> Files.exists(home.resolve("command")), SOON))
                .isTrue();
        script.destroy();
        assertThat(status()).isEqualTo(143);
        assertEnded("forward");
        assertEnded("command");
    }

    @Test
    void commandThatTakesTooLong_isEndedEvenIfItIgnoresSignals() throws Exception {
        start("-c", """
                source k8s/lib
                limited 1 bash -c 'echo $$ >command; trap "" TERM; sleep 120 & echo $! >inner; wait' || exit $?""");
        assertThat(status()).isEqualTo(124);
        assertEnded("command");
        assertEnded("inner");
    }

    @Test
    void commandInTime_hasItsOwnExitCode() throws Exception {
        start("-c", "source k8s/lib; limited 20 bash -c 'exit 7' || exit $?");
        assertThat(status()).isEqualTo(7);
    }

    @Test
    void childThatIsStopped_cleansUpFirst() throws Exception {
        start("-c", """
                source k8s/lib
                work() { trap 'echo cleaned >result' EXIT; sleep 120 & echo $! >inner; sleep 120; }
                begin apart work
                until [ -s inner ]; do sleep 0.1; done
                stop_child""");
        assertThat(status()).isZero();
        assertThat(home.resolve("result")).hasContent("cleaned");
        assertEnded("inner");
    }

    @Test
    void childThatFails_endsAtItsFirstFailingCommand() throws Exception {
        start("-c", """
                source k8s/lib
                work() { false; echo more >result; }
                begin apart work
                bounded || exit 5""");
        assertThat(status()).isEqualTo(5);
        assertThat(home.resolve("result")).doesNotExist();
    }

    private void start(String... arguments) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(BASH.toString()).directory(home.toFile()).redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.redirectOutput(home.resolve("log").toFile());
        builder.environment().put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("CORRAL_TOKEN_FILE", "token");
        script = builder.start();
    }

    private int status() throws InterruptedException {
        assertThat(script.waitFor(60, TimeUnit.SECONDS)).as("the script ends").isTrue();
        return script.exitValue();
    }

    /** @param file contains the id of the process */
    private void assertEnded(String file) throws IOException {
        long pid = Long.parseLong(
                Files.readString(home.resolve(file), StandardCharsets.UTF_8).strip());
        assertThat(Patience.until(
                        () -> ProcessHandle.of(pid)
                                .filter(ProcessHandle::isAlive)
                                .isEmpty(),
                        SOON))
                .as(file + " has ended")
                .isTrue();
    }
}
