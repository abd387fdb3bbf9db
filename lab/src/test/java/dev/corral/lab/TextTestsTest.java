package dev.corral.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that every pattern in the list of text tests matches a test of its module; Surefire ignores one that does not. */
class TextTestsTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final String MODULE = "# module ";

    @Test
    void everyPattern_matchesATestOfItsModule() throws IOException {
        List<Path> tests = List.of();
        int patterns = 0;
        for (String line : Files.readAllLines(HOME.resolve(".ci/selftest.d/text-tests"))) {
            if (line.startsWith(MODULE)) {
                tests = tests(line.substring(MODULE.length()).strip());
            } else if (line.startsWith("**/")) {
                PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + line.strip() + ".java");
                assertThat(tests).as(line).anyMatch(matcher::matches);
                patterns++;
            }
        }
        assertThat(patterns).isPositive();
    }

    private static List<Path> tests(String module) throws IOException {
        Path sources = HOME.resolve(module).resolve("src/test/java");
        try (Stream<Path> files = Files.walk(sources)) {
            return new ArrayList<>(
                    files.filter(file -> file.toString().endsWith("Test.java")).toList());
        }
    }
}
