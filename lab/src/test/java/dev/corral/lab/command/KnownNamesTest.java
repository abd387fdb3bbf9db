package dev.corral.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.cache.Layers;
import dev.corral.guard.cache.Mitigation;
import dev.corral.guard.chain.LayerName;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Rung;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that layers and mitigations have the same names everywhere as in the tables of the library. */
class KnownNamesTest {

    private static final Path CHECKOUT = Path.of("..");

    @Test
    void helpOfWithout_namesAllMitigationsInTheirOrder() {
        assertThat(Mitigations.OPTION).endsWith(": " + String.join(", ", Mitigations.NAMES) + ".");
    }

    @Test
    void rungsAndTrials_areNamedAfterMitigations() {
        List<String> names = new ArrayList<>(
                Arrays.stream(LeftOut.values()).map(LeftOut::toString).toList());
        EnumSet.complementOf(EnumSet.of(Rung.NONE, Rung.NAIVE, Rung.FULL)).forEach(rung -> names.add(rung.cache()));

        assertThat(names).containsExactlyInAnyOrderElementsOf(Mitigations.NAMES);
    }

    @Test
    void chart_knowsTheLayersInTheirOrder() throws IOException {
        List<String> layers = layers();

        assertThat(quoted(
                        read("helm/corral/templates/rules-caches.yaml"), "\\$order := list ([^-]*?(?:\"[^\"]*\" ?)+)"))
                .isEqualTo(layers);
        assertThat(quoted(read("helm/corral/values.schema.json"), "\"layers\": \\{[^\\]]*\"enum\": \\[([^\\]]*)\\]"))
                .isEqualTo(layers);
    }

    @Test
    void documents_haveASectionForEachMitigation() throws IOException {
        String documented = read("docs/layers.md");

        for (String name : Mitigations.NAMES) {
            assertThat(documented).containsPattern("(?m)^##+ " + name + ": ");
        }
    }

    @Test
    void loadScripts_useNoOtherLayers() throws IOException {
        assertThat(quoted(read("k6/lib/stack.js").replace('\'', '"'), "layers\\.includes\\((\"[^\"]*\")\\)"))
                .isNotEmpty()
                .isSubsetOf(layers());
    }

    /** The layers that a user lists; the second lookup is added by the node. */
    private static List<String> layers() {
        List<String> layers = new ArrayList<>(Layers.STANDARD.names());
        layers.remove(LayerName.LOOK_AGAIN);
        layers.add(layers.indexOf(LayerName.FILL) + 1, LayerName.BREAKER);
        assertThat(layers)
                .containsAll(Arrays.stream(Mitigation.values())
                        .map(Mitigation::layer)
                        .toList());
        return layers;
    }

    private static List<String> quoted(String text, String where) {
        List<String> names = new ArrayList<>();
        Pattern.compile(where, Pattern.DOTALL)
                .matcher(text)
                .results()
                .forEach(found -> Pattern.compile("\"([^\"]*)\"")
                        .matcher(found.group(1))
                        .results()
                        .forEach(name -> names.add(name.group(1))));
        return names;
    }

    private static String read(String file) throws IOException {
        return Files.readString(CHECKOUT.resolve(file));
    }
}
