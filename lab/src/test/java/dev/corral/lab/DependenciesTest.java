package dev.corral.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the page about libraries lists exactly those that the modules name. */
class DependenciesTest {

    private static final Path CHECKOUT = Path.of("..");
    private static final List<String> PACKAGES =
            List.of("k6/package.json", "dashboards/src/package.json", "dashboards/preview/package.json");
    private static final Pattern MAVEN =
            Pattern.compile("<dependency>\\s*<groupId>([^<]*)</groupId>\\s*<artifactId>([^<]*)<");
    private static final Pattern NPM = Pattern.compile("\"(@?[a-z0-9/-]+)\": \"\\^?[0-9]");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| (`[^|]*`) \\|");
    private static final Pattern NAME = Pattern.compile("`([^`]*)`");

    @Test
    void page_listsEveryLibraryAndNoOther() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String each : PACKAGES) {
            used.addAll(names(NPM, 1, read(CHECKOUT.resolve(each))));
        }
        for (Path pom : poms()) {
            MAVEN.matcher(read(pom))
                    .results()
                    .filter(each -> !each.group(1).equals("dev.corral"))
                    .forEach(each -> used.add(each.group(2)));
        }
        String cells = FIRST_CELL
                .matcher(read(CHECKOUT.resolve("docs/dependencies.md")))
                .results()
                .map(each -> each.group(1))
                .collect(Collectors.joining());

        assertThat(names(NAME, 1, cells)).isEqualTo(used);
    }

    private static List<Path> poms() throws IOException {
        try (Stream<Path> modules = Files.list(CHECKOUT)) {
            return modules.map(module -> module.resolve("pom.xml"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    private static Set<String> names(Pattern pattern, int group, String text) {
        return pattern.matcher(text)
                .results()
                .map(each -> each.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
