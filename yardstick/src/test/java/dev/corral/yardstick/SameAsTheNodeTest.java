package dev.corral.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Beside another framework, or one that is told other things, the node's cost would say nothing. */
class SameAsTheNodeTest {

    private static final Path NODE = Path.of("..", "cache-node");
    private static final Path YARDSTICK = Path.of(".");
    private static final Path EXTENDED = Path.of("..", "yardstick-fault-tolerance");
    private static final String FAULT_TOLERANCE = "quarkus-smallrye-fault-tolerance";
    private static final Pattern EXTENSION =
            Pattern.compile("<artifactId>(quarkus-[^<]+)</artifactId>\\s*</dependency>");

    @Test
    void nodeAndExtendedYardstick_haveTheSameExtensions() throws IOException {
        assertThat(extensions(EXTENDED)).isEqualTo(extensions(NODE)).hasSizeGreaterThan(3);
    }

    @Test
    void yardstick_hasTheSameExtensionsButOne() throws IOException {
        Set<String> all = extensions(YARDSTICK);
        assertThat(all.add(FAULT_TOLERANCE)).isTrue();
        assertThat(all).isEqualTo(extensions(NODE));
    }

    @Test
    void nodeAndYardstick_tellTheFrameworkTheSame() throws IOException {
        assertThat(framework(YARDSTICK)).isEqualTo(framework(NODE)).hasSizeGreaterThan(10);
    }

    private static Set<String> extensions(Path module) throws IOException {
        return new TreeSet<>(EXTENSION
                .matcher(Files.readString(module.resolve("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .toList());
    }

    private static Map<String, String> framework(Path module) throws IOException {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(module.resolve("src/main/resources/application.properties"))) {
            properties.load(file);
        }
        Map<String, String> framework = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("quarkus.") || name.startsWith("mp."))
                .filter(name -> !name.equals("quarkus.application.name"))
                .forEach(name -> framework.put(name, properties.getProperty(name)));
        return framework;
    }
}
