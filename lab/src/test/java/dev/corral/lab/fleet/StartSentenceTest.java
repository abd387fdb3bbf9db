package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartSentenceTest {

    @TempDir
    Path folder;

    @Test
    void sentencesOfAStart_areToldWithoutTheLogAroundThem() throws IOException {
        Path log = Files.writeString(folder.resolve("node.log"), """
                Picked up JAVA_TOOL_OPTIONS: -Dx=y
                2026-01-01T10:00:00.000Z WARN  [config] something
                 - and more of it
                WARNING: a word of the JVM
                corral.gate.loads (0) must be at least 1: raise it
                """);

        assertThat(StartSentence.of("node-1", log).orElseThrow())
                .hasMessage("node-1 did not start: corral.gate.loads (0) must be at least 1: raise it");
    }

    @Test
    void trace_isNoSentence() throws IOException {
        Path log = Files.writeString(folder.resolve("node.log"), """
                the node did not start: java.lang.IllegalStateException: odd
                \tat dev.corral.Odd.odd(Odd.java:1)
                """);

        assertThat(StartSentence.of("node-1", log)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error: Invalid or corrupt jarfile /x/quarkus-run.jar",
                "Error: Could not find or load main class io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "Caused by: java.util.zip.ZipException: zip END header not found",
                "Exception in thread \"main\" java.lang.NoClassDefFoundError: a/B",
                "java.lang.ClassFormatError: Incompatible magic value 0 in class file a/B"
            })
    void damagedBuild_isNamed(String line) throws IOException {
        Path log = Files.writeString(folder.resolve("node.log"), line + "\n\tat a.B.c(B.java:1)\n");

        assertThat(StartSentence.of("node-1", log).orElseThrow())
                .hasMessageContaining("node-1 did not start, because its build in ")
                .hasMessageEndingWith(" is damaged (log: " + log + "): delete that folder and start again");
        Files.writeString(log, line + "\nCaused by: java.io.IOException: Too many open files\n");
        assertThat(StartSentence.of("node-1", log)).isEmpty();
    }

    @Test
    void emptyOrMissingLog_isNoSentence() throws IOException {
        assertThat(StartSentence.of("node-1", Files.writeString(folder.resolve("empty.log"), "\n")))
                .isEmpty();
        assertThat(StartSentence.of("node-1", folder.resolve("none.log"))).isEmpty();
    }
}
