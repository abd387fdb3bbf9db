package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.ending.LabException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusProgramTest {

    @TempDir
    Path folder;

    @Test
    void absentProgram_isNamedWithItsPackage() {
        assertThatThrownBy(this::program)
                .isInstanceOf(LabException.class)
                .hasMessage("there is no prometheus on PATH; a drill needs it: install it (on Debian, the package"
                        + " prometheus)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prometheus, version 2.41.0 (branch: HEAD)", "prometheus, version 1.8.2"})
    void oldProgram_isRefusedWithTheVersionThatIsNeeded(String text) throws Exception {
        print(text);
        assertThatThrownBy(() -> program().requireVersion())
                .isInstanceOf(LabException.class)
                .hasMessageMatching(".*/prometheus is version \\d\\.\\d+; a drill needs 2\\.42 or newer: install a newer"
                        + " one, or put it first on PATH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prometheus, version 2.42.0+ds (branch: debian/sid)", "prometheus, version 3.5.0", "own build"})
    void newProgram_isAccepted(String text) throws Exception {
        print(text);
        assertThatCode(() -> program().requireVersion()).doesNotThrowAnyException();
    }

    @Test
    void programThatFails_isReportedInOneSentence() throws Exception {
        write("echo cannot open shared object >&2; exit 3");
        assertThatThrownBy(() -> program().requireVersion())
                .hasMessageEndingWith("/prometheus cannot be run: cannot open shared object");
    }

    private PrometheusProgram program() {
        return PrometheusProgram.on(new ProgramPath(folder.toString()));
    }

    private void print(String text) throws Exception {
        write("echo '" + text + "'");
    }

    private void write(String script) throws Exception {
        Path file = Files.writeString(folder.resolve("prometheus"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
