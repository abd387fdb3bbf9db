package dev.corral.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that every file that states the version states that of the build. */
class VersionsTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    private final String version = first("pom.xml", "<artifactId>corral</artifactId>\\s*<version>(.+?)</version>");

    @Test
    void commandLine_printsTheVersionOfTheBuild() {
        assertThat(Main.commandLine().getCommandSpec().version()).containsExactly("corral " + version);
    }

    @Test
    void chart_hasTheVersionOfTheBuild() {
        assertThat(first("helm/corral/Chart.yaml", "(?m)^version: (.+)$")).isEqualTo(version);
        assertThat(first("helm/corral/Chart.yaml", "(?m)^appVersion: \"(.+)\"$"))
                .isEqualTo(version);
        assertThat(first("k8s/settings", "(?m)^VERSION=\\$\\{VERSION:-(.+?)}")).isEqualTo(version);
    }

    @Test
    void changelog_hasADatedSectionOfTheVersion() {
        assertThat(first("CHANGELOG.md", "(?m)^## (\\d.*?) - \\d{4}-\\d{2}-\\d{2}$"))
                .isEqualTo(version);
    }

    @Test
    void readmeOfTheLibrary_hasTheVersionOfTheBuild() {
        assertThat(first("guard/README.md", "<version>(.+?)</version>")).isEqualTo(version);
    }

    private static String first(String file, String pattern) {
        try {
            Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(HOME.resolve(file)));
            assertThat(matcher.find()).as("%s has %s", file, pattern).isTrue();
            return matcher.group(1);
        } catch (IOException unreadable) {
            throw new AssertionError(file, unreadable);
        }
    }
}
