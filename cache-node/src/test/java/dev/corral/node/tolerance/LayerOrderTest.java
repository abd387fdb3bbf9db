package dev.corral.node.tolerance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.chain.LayerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks that the chart and the documents have the layers of a node in the order of the table. */
class LayerOrderTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    /** The node adds {@code look-again} itself: no configuration lists it. */
    private static final List<String> NAMES =
            NodeLayers.of(new BreakerSettings(20, 0.5, Duration.ofSeconds(5))).names().stream()
                    .filter(name -> !name.equals(LayerName.LOOK_AGAIN))
                    .toList();

    @Test
    void rulesOfTheChart_haveTheOrderOfTheTable() throws IOException {
        assertThat(text("helm/corral/templates/rules-caches.yaml"))
                .contains("$order := list " + joined(name -> '"' + name + '"', " "));
    }

    @Test
    void schemaOfTheChart_allowsTheLayersOfTheTable() throws IOException {
        assertThat(text("helm/corral/values.schema.json").replaceAll("\\s", ""))
                .contains("\"enum\":[" + joined(name -> '"' + name + '"', ",") + "]");
    }

    @Test
    void drawnChain_hasTheOrderOfTheTable() throws IOException {
        assertThat(text("docs/layers.md")).contains(joined(name -> name, " -> ") + " -> origin");
    }

    @Test
    void listOfLayers_hasTheOrderOfTheTable() throws IOException {
        assertThat(text("cache-node/README.md")).contains('`' + joined(name -> name, ", ") + '`');
    }

    @Test
    void picture_hasTheOrderOfTheTable() throws IOException {
        List<String> drawn = text("README.md")
                .lines()
                .filter(line -> line.startsWith("      |  "))
                .map(line -> line.strip().substring(1).strip().split(" ", 2)[0])
                .filter(NAMES::contains)
                .toList();
        assertThat(drawn).isEqualTo(NAMES);
    }

    private static String joined(Function<String, String> written, String between) {
        return NAMES.stream().map(written).collect(Collectors.joining(between));
    }

    private static String text(String file) throws IOException {
        return Files.readString(HOME.resolve(file));
    }
}
