package dev.corral.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the name of every test in the project is a condition and an outcome, with one underscore between them. */
class TestNamesTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    /** Also matches a test whose arguments, between the annotation and the name, have braces and semicolons. */
    private static final Pattern TEST =
            Pattern.compile("@(?:Test|ParameterizedTest|RepeatedTest)\\b.*?\\bvoid\\s+(\\w+)\\s*\\(", Pattern.DOTALL);

    private static final String CONDITION_OUTCOME = "[a-z][A-Za-z0-9]*_[a-z][A-Za-z0-9]*";

    @Test
    void everyName_isAConditionAndAnOutcome() throws IOException {
        List<String> names = names();
        assertThat(names).contains("everyName_isAConditionAndAnOutcome");
        assertThat(names).allSatisfy(name -> assertThat(name).matches(CONDITION_OUTCOME));
    }

    private static List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> modules = Files.list(HOME)) {
            for (Path tests : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                names.addAll(names(tests));
            }
        }
        return names;
    }

    private static List<String> names(Path tests) throws IOException {
        try (Stream<Path> files = Files.walk(tests)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> TEST.matcher(text(file)).results())
                    .map((MatchResult test) -> test.group(1))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
