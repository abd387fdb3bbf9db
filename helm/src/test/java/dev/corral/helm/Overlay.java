package dev.corral.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Values that are laid over the chart's own. */
final class Overlay {

    private final ObjectNode values = JsonNodeFactory.instance.objectNode();

    /** @param settings as {@code name.of.value=yaml} */
    static Overlay of(String... settings) {
        Overlay overlay = new Overlay();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            List<String> names = List.of(setting.substring(0, equals).split("\\."));
            overlay.put(names, StrictYaml.tree(setting.substring(equals + 1)));
        }
        return overlay;
    }

    /** @param names from the outermost map to the value */
    Overlay put(List<String> names, JsonNode value) {
        ObjectNode parent = values;
        for (String name : names.subList(0, names.size() - 1)) {
            parent = parent.withObjectProperty(name);
        }
        parent.set(names.getLast(), value);
        return this;
    }

    JsonNode get(String name) {
        return values.get(name);
    }

    Path write() {
        try {
            Path folder = Files.createDirectories(Path.of("target/values"));
            return Files.writeString(Files.createTempFile(folder, "values", ".yaml"), values.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
