package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart has copies of what it uses of {@code dashboards/}, and its release fits into a Secret. */
class PackageTest {

    private static final int BLOCK = 512;

    /** With what the name of each file in the archive begins. */
    private static final String CHART = "corral/";

    /** Kubernetes stores at most this many bytes in a Secret. Helm stores a release in one. */
    private static final int SECRET = 1 << 20;

    private static final Path MONITORED = Path.of("src/test/resources/values/monitoring.yaml");

    @TempDir
    private static Path folder;

    private static Map<String, byte[]> files;

    @BeforeAll
    static void packageIt() throws IOException {
        new Helm(Chart.SOURCE).packageIt().withDestination(folder).call();
        files = unpack(folder.resolve("corral-0.2.0.tgz"));
    }

    /** Helm reads no file outside of a chart, and a link would be a text file in a checkout on Windows. */
    @Test
    void dashboards_areCopiesOfTheBoardsAndTheTemplatesOfTheRules() {
        assertThat(files).containsKeys("corral/Chart.yaml", "corral/values.yaml");
        assertThat(copies())
                .as("after a change in dashboards/, run dashboards/rules/render, and npm run generate in dashboards/src")
                .isEqualTo(originals());
    }

    @Test
    void dashboards_areFilesInTheCheckout() {
        assertThat(Chart.list(Chart.SOURCE.resolve("dashboards"), ""))
                .extracting(Chart.SOURCE::relativize)
                .extracting(Path::toString)
                .containsExactlyInAnyOrderElementsOf(originals().keySet());
    }

    private static Map<String, String> copies() {
        Map<String, String> copies = new TreeMap<>();
        files.forEach((name, bytes) -> {
            if (name.startsWith(CHART + "dashboards/")) {
                copies.put(name.substring(CHART.length()), new String(bytes, StandardCharsets.UTF_8));
            }
        });
        return copies;
    }

    private static Map<String, String> originals() {
        Path home = Path.of("..");
        Path folder = home.resolve("dashboards");
        return Stream.concat(
                        Chart.in(folder, ".json").stream(), Chart.in(folder.resolve("rules"), ".yml.tmpl").stream())
                .collect(Collectors.toMap(
                        file -> home.relativize(file).toString(), Chart::read));
    }

    /** Half of the limit is left for the values of users. The release contains every file, and every board once more as an object. */
    @Test
    void release_fitsIntoASecretTwice() {
        StringBuilder release = new StringBuilder();
        files.values().forEach(bytes -> release.append(Base64.getEncoder().encodeToString(bytes)));
        release.append(Chart.text(Chart.SOURCE, "corral", MONITORED));
        assertThat(zipped(release.toString()) * 4 / 3).isLessThan(SECRET / 2);
    }

    private static int zipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size();
    }

    /** The files of a tar archive: a block with name and size, then the content in whole blocks. */
    private static Map<String, byte[]> unpack(Path archive) throws IOException {
        Map<String, byte[]> unpacked = new LinkedHashMap<>();
        try (InputStream tar = new GZIPInputStream(Files.newInputStream(archive))) {
            byte[] head = tar.readNBytes(BLOCK);
            while (head.length == BLOCK && head[0] != 0) {
                int size = Integer.parseInt(field(head, 124, 12), 8);
                unpacked.put(field(head, 0, 100), tar.readNBytes(size));
                tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
                head = tar.readNBytes(BLOCK);
            }
        }
        return unpacked;
    }

    private static String field(byte[] head, int from, int length) {
        String text = new String(head, from, length, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }
}
