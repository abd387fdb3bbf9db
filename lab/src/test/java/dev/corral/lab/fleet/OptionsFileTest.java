package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsFileTest {

    /** Options with white space, quotes, backslashes and comment signs, which have a meaning in such a file. */
    private static final List<String> OPTIONS =
            List.of("-Dplain=1", "-Dodd=a b  c\t'd' \"e\" #f \\g\\", "-Dlines=one\ntwo", "-Dempty=");

    @TempDir
    Path folder;

    @Test
    void noOptions_areNoFile() {
        assertThat(OptionsFile.write(folder.resolve("options"), List.of())).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void java_readsThemAsTheyWereAndOnlyTheirUserCan() throws Exception {
        Path file = folder.resolve("a folder").resolve("options");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OptionsFile.write(file, OPTIONS));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(String.join(" ", command)).doesNotContain("plain");
        command.addAll(
                List.of("-XX:-UsePerfData", "-cp", System.getProperty("java.class.path"), Prints.class.getName()));
        Process java = new ProcessBuilder(command).start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(printed).isEqualTo("1|a b  c\t'd' \"e\" #f \\g\\|one\ntwo||");
    }

    /** Prints its system properties. */
    static final class Prints {

        private Prints() {}

        public static void main(String[] arguments) {
            for (String name : List.of("plain", "odd", "lines", "empty")) {
                System.out.print(System.getProperty(name) + "|");
            }
        }
    }
}
