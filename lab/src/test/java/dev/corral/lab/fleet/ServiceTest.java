package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTest {

    @TempDir
    Path folder;

    /** A lab that is killed while its services start cannot delete anything. */
    @Test
    void settingsOfAStartThatIsKilled_areGoneWithTheNextStart() throws Exception {
        Path logs = folder.resolve("logs");
        Path jar = Files.writeString(folder.resolve("no.jar"), "x");
        Map<String, String> settings = Map.of("quarkus.redis.hosts", "redis://:s3cret@h");
        Service.Spec spec = new Service.Spec("node-1", jar, 1, 2, new Jvm(64, Compilers.FIRST), settings);
        try (Service service = Service.start(spec, logs, List.of())) {
            assertThat(filesWith("s3cret")).hasSize(1);
            WorkFolder.claim(logs);
            assertThat(filesWith("s3cret")).isEmpty();
            assertThat(service.child().awaitEnd(java.time.Duration.ofSeconds(20)))
                    .isTrue();
        }
    }

    @Test
    void settings_areGoneWithTheService() throws Exception {
        Path jar = Files.writeString(folder.resolve("no.jar"), "x");
        Service.Spec spec = new Service.Spec("node-1", jar, 1, 2, new Jvm(64, Compilers.FIRST), Map.of("a", "s3cret"));
        Service.start(spec, folder.resolve("logs"), List.of()).close();
        assertThat(filesWith("s3cret")).isEmpty();
    }

    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> Files.isRegularFile(file) && read(file).contains(text))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
