package dev.corral.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.fleet.Signals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the surroundings of {@code ./corral serve}: its environment, the folder in which it is called, and its Redis.
 */
class SurroundingsTest {

    /** Several polls of Redis; a poll without a reply takes up to 7 s until the next one begins. */
    private static final int LOOKS_SECONDS = 90;

    @TempDir
    Path folder;

    private SlowOrigin origin;

    @BeforeEach
    void origin() throws IOException {
        origin = SlowOrigin.start();
    }

    @AfterEach
    void end() {
        origin.close();
    }

    @Test
    void settingsOfTheSurroundings_reachNoService() throws Exception {
        Files.writeString(folder.resolve(".env"), "QUARKUS_LOG_LEVEL=TRACE\nCORRAL_MAX_KEY_LENGTH=nonsense\n");
        Files.writeString(
                Files.createDirectories(folder.resolve("config")).resolve("application.properties"),
                "quarkus.log.level=TRACE\ncorral.gate.loads=nonsense\n");
        Map<String, String> environment = Map.of(
                "QUARKUS_HTTP_PORT", "80",
                "QUARKUS_PROFILE", "dev",
                "QUARKUS_LOG_LEVEL", "TRACE",
                "CORRAL_GATE_LOADS", "nonsense",
                "JDK_JAVA_OPTIONS", "-XX:+UseSerialGC '-Dkept=a b'",
                "JAVA_TOOL_OPTIONS", "-Dquarkus.log.level=TRACE");
        try (Serving serving = Serving.start(folder, origin.url(), environment)) {
            assertThat(serving.get("row").statusCode()).isEqualTo(200);

            assertThat(serving.children())
                    .as("the property is the node's, and on no command line")
                    .isNotEmpty()
                    .noneMatch(command -> command.contains("kept"));
            assertThat(property(serving, "kept")).isEqualTo("a b");
        }
        assertThat(folder.resolve("logs/node-1.log")).content().doesNotContain("TRACE", "Picked up");
        assertThat(folder.resolve("serve.err"))
                .content()
                .contains("CORRAL_GATE_LOADS, QUARKUS_HTTP_PORT, QUARKUS_LOG_LEVEL, QUARKUS_PROFILE");
    }

    @Test
    void nodeAndRedis_writeNoTemporaryFileOutsideTheRunsFolder() throws Exception {
        try (Serving serving = Serving.start(folder, origin.url())) {
            assertThat(folder.resolve("logs/.corral-work/node-1/tmp")).isDirectory();
            assertThat(serving.process().descendants().flatMap(child -> child.info().commandLine().stream()))
                    .filteredOn(command -> command.contains("-jar"))
                    .isNotEmpty()
                    .allMatch(command -> command.contains("-Djava.io.tmpdir=" + folder.resolve("logs/.corral-work")));
        }
        assertThat(folder.resolve("logs/.corral-work")).doesNotExist();
    }

    @Test
    void ownRedisThatEnds_isStartedAgainOneLineAState() throws Exception {
        try (Serving serving = Serving.start(folder, origin.url())) {
            ProcessHandle redis = redis(serving);

            redis.destroyForcibly();

            says("answers again, empty");
            assertThat(serving.get("row").statusCode()).isEqualTo(200);
            assertThat(redis(serving).pid()).isNotEqualTo(redis.pid());
        }
        assertThat(errors().lines()
                        .filter(line -> line.startsWith("Redis at redis://127.0.0.1:"))
                        .toList())
                .hasSize(2)
                .first()
                .asString()
                .contains("was ended by SIGKILL (exit status 137;");
    }

    @Test
    void stoppedRedis_isReportedOneLineAState() throws Exception {
        try (Serving serving = Serving.start(folder, origin.url())) {
            long redis = redis(serving).pid();
            Signals.send("STOP", redis);
            says("does not answer (no reply within");
            Signals.send("CONT", redis);
            says("answers again");
        }
        assertThat(errors().lines().filter(line -> line.startsWith("Redis at ")))
                .hasSize(2);
    }

    /** Returns a system property of the node, as the JDK's tool prints it. */
    private static String property(Serving serving, String name) throws Exception {
        long node = serving.process()
                .descendants()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow()
                .pid();
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(node),
                        "VM.system_properties")
                .start();
        String all = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return all.lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1).replace("\\ ", " "))
                .findFirst()
                .orElse("");
    }

    private static ProcessHandle redis(Serving serving) {
        return serving.process()
                .descendants()
                .filter(child -> child.info().command().orElse("").contains("redis-server"))
                .findFirst()
                .orElseThrow();
    }

    private void says(String line) throws Exception {
        Eventually.holds(() -> errors().contains(line), LOOKS_SECONDS, this::errors);
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("serve.err"));
    }
}
