package dev.corral.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corral.lab.ending.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the functions that the scripts of {@code k8s} share end what they start, after a signal and after a time limit. */
@Timeout(90)
class KubernetesScriptsTest {

    private static final Path BASH = Path.of("/bin/bash");
    private static final Path SCRIPTS = Path.of("..", "k8s");
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path home;

    private Process script;

    @BeforeEach
    void checkout() throws IOException {
        assumeTrue(Files.isExecutable(BASH), "there is no bash");
        Files.createDirectories(home.resolve("k8s"));
        for (String each : List.of("lib", "settings")) {
            Files.copy(SCRIPTS.resolve(each), home.resolve("k8s").resolve(each));
        }
    }

    @AfterEach
    void end() {
        if (script != null) {
            script.descendants().forEach(ProcessHandle::destroyForcibly);
            script.destroyForcibly();
        }
    }

    @Test
    void commandThatTakesTooLong_isEndedEvenIfItIgnoresSignals() throws Exception {
        start("""
                source k8s/lib
                limited 3 bash -c 'echo $$ >command; trap "" TERM; sleep 120 & echo $! >inner; wait' || exit $?""");
        assertThat(status()).isEqualTo(124);
        assertEnded("command");
        assertEnded("inner");
    }

    @Test
    void commandInTime_hasItsOwnExitCode() throws Exception {
        start("source k8s/lib; limited 20 bash -c 'exit 7' || exit $?");
        assertThat(status()).isEqualTo(7);
    }

    @Test
    void childThatIsStopped_cleansUpFirst() throws Exception {
        start("""
                source k8s/lib
                work() { trap 'echo cleaned >result' EXIT; sleep 120 & echo $! >inner; sleep 120; }
                begin apart work
                until [ -s inner ]; do sleep 0.1; done
                stop_child""");
        assertThat(status()).isZero();
        assertThat(home.resolve("result")).hasContent("cleaned");
        assertEnded("inner");
    }

    /** The job has no process group of its own, so that a signal to a group would end the child, or the script, too. */
    @Test
    void childThatEndsItsJob_hasItsOwnExitCode() throws Exception {
        start("""
                source k8s/lib
                work() {
                  sleep 120 & running=$!; echo $running >inner
                  trap 'end_job "$running" 10; echo cleaned >result' EXIT
                  exit 7
                }
                begin apart work
                bounded || exit $?""");
        assertThat(status()).isEqualTo(7);
        assertThat(home.resolve("result")).hasContent("cleaned");
        assertEnded("inner");
    }

    @Test
    void childThatFails_endsAtItsFirstFailingCommand() throws Exception {
        start("""
                source k8s/lib
                work() { false; echo more >result; }
                begin apart work
                bounded || exit 5""");
        assertThat(status()).isEqualTo(5);
        assertThat(home.resolve("result")).doesNotExist();
    }

    private void start(String text) throws IOException {
        script = new ProcessBuilder(BASH.toString(), "-c", text)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
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
