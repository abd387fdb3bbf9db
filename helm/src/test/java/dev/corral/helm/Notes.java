package dev.corral.helm;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The notes that Helm prints after an installation. {@code helm template} leaves them out: an object carries them. */
final class Notes {

    private static final String OBJECT = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: notes}
            data:
              notes: {{ include (print $.Template.BasePath "/NOTES.txt") . | toJson }}
            """;

    private static final Path COPY = copy();

    private Notes() {}

    /** @param settings as {@code name.of.value=yaml} */
    static String of(String... settings) {
        return Chart.render(COPY, "corral", Overlay.of(settings).write())
                .get(ConfigMap.class, "notes")
                .getData()
                .get("notes");
    }

    private static Path copy() {
        Path chart = Chart.copy(Path.of("target/notes/corral"));
        try {
            Files.writeString(chart.resolve("templates/notes.yaml"), OBJECT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return chart;
    }
}
