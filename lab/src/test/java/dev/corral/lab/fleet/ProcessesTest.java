package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.ending.LabException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests the messages about processes that end, and the end of processes that are being started. */
@Timeout(60)
class ProcessesTest {

    @TempDir
    Path logs;

    @Test
    void ownRedisThatEnds_isNamedWithItsSignal() {
        try (Processes processes = Processes.beside((String) null, logs)) {
            assertThatCode(processes::requireAlive).doesNotThrowAnyException();
            Signals.send("KILL", processes.redis().client().processId());
            assertThatThrownBy(processes::requireAlive)
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("redis-embedded was ended by SIGKILL (exit status 137")
                    .hasMessageNotContaining("--redis");
            assertThatCode(processes::requireServices)
                    .as("a fleet that serves starts it again")
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void ownRedisThatCannotBeUsed_isNoneOfTheUsers() {
        try (Processes processes = Processes.beside((String) null, logs)) {
            processes.redis().kill();
            assertThatThrownBy(processes.redis().client()::ping)
                    .isInstanceOf(LabException.class)
                    .hasMessageNotContaining("--redis")
                    .hasMessageNotContaining("start one there");
        }
    }

    @Test
    void ownRedisKilledByAFault_isNotAnError() {
        try (Processes processes = Processes.beside((String) null, logs)) {
            processes.redis().kill();
            assertThatCode(processes::requireAlive).doesNotThrowAnyException();
            processes.redis().startAgain();
            Signals.send("KILL", processes.redis().client().processId());
            assertThatThrownBy(processes::requireAlive).hasMessageContaining("SIGKILL");
        }
    }

    @Test
    void foreignWorkFolder_isRefused() throws Exception {
        Path theirs = Files.createDirectories(logs.resolve(WorkFolder.ALL).resolve("theirs"));
        assertThatThrownBy(() -> Processes.beside((String) null, logs))
                .hasMessageContaining("was not created by ./corral");
        assertThat(theirs).exists();
    }

    /** Simulates Ctrl-C during the start of a Redis, for example while it waits for its image. */
    @Test
    void endWhileRedisStarts_endsItAndLeavesNoFolder() throws Exception {
        Process lab = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartsForEver.class.getName(),
                        logs.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(lab.getInputStream(), StandardCharsets.UTF_8))) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
            Signals.send("TERM", lab.pid());
            assertThat(lab.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(child.isAlive()).isFalse();
            assertThat(logs.resolve(WorkFolder.ALL)).doesNotExist();
        } finally {
            lab.destroyForcibly();
        }
    }

    /** A replacement for a lab whose Redis never becomes ready. */
    static final class StartsForEver {

        private StartsForEver() {}

        public static void main(String[] arguments) {
            Path logs = Path.of(arguments[0]);
            Processes.beside(() -> start(logs), logs).close();
        }

        private static RedisServer start(Path logs) {
            Child child = Child.start("slow", logs.resolve("slow.log"), List.of("/bin/sh", "-c", "cat"));
            System.out.println(child.pid());
            child.awaitEnd(java.time.Duration.ofMinutes(5));
            throw new LabException("it has ended");
        }
    }
}
