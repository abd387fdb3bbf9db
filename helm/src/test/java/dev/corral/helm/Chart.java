package dev.corral.helm;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The chart, as Helm renders it. */
final class Chart {

    /** As it is in the repository. */
    static final Path SOURCE = Path.of("corral");

    /** What the cluster knows already. */
    static final KnownObjects CLUSTER = KnownObjects.start();

    private static final Path MATRIX = Path.of("src/test/resources/values");

    /** A copy, whose tests are Pods like all others: the library's {@code template} would leave hooks out. */
    private static final Path COPY = copy(Path.of("target/chart/corral"));

    private Chart() {}

    /** The value files that every general test renders. */
    static List<Path> matrix() {
        return list(MATRIX, ".yaml");
    }

    static Rendering render(Path values) {
        return render("corral", values);
    }

    static Rendering render(String release, Path values) {
        return render(COPY, release, values);
    }

    /** @param settings as {@code name.of.value=yaml} */
    static Rendering renderWith(String... settings) {
        return render(Overlay.of(settings).write());
    }

    /** @throws IllegalStateException with Helm's own words, where the chart does not render */
    static Rendering render(Path chart, String release, Path values) {
        return Rendering.of(text(chart, release, values));
    }

    static String text(Path chart, String release, Path values) {
        return text(chart, "1.34.0", release, values);
    }

    /** @param kubernetes the version that the cluster reports */
    static String text(Path chart, String kubernetes, String release, Path values) {
        return new Helm(chart)
                .template()
                .withName(release)
                .withNamespace("shop")
                .withKubeVersion(kubernetes)
                .withValuesFile(values)
                .call();
    }

    static Path copy(Path target) {
        list(SOURCE, "").forEach(file -> copy(file, target));
        return target;
    }

    private static void copy(Path file, Path target) {
        Path to = target.resolve(SOURCE.relativize(file).toString());
        try {
            Files.createDirectories(to.getParent());
            Files.writeString(to, read(file).replace("helm.sh/hook", "hook"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files directly in a folder. */
    static List<Path> in(Path folder, String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files below a folder; links are not followed. */
    static List<Path> list(Path folder, String suffix) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
