package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

    @TempDir
    Path folder;

    @Test
    void settings_areForTheirUserAloneAndReadAsTheyWere() throws Exception {
        Path file = folder.resolve("a folder, $odd").resolve("node-1.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "left over");
        Map<String, String> settings =
                Map.of("quarkus.redis.hosts", "redis://:w%40rd@h", "corral.x", " \u00fc\\n=:#! ");

        String option = new SettingsFile(file).write(settings);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(option).startsWith("-Dsmallrye.config.locations=file:///").doesNotContain(" ", ",", "$", "w%40rd");
        assertThat(Path.of(URI.create(option.substring(option.indexOf('=') + 1))))
                .isEqualTo(file);
        Properties read = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            read.load(in);
        }
        assertThat(read).containsExactlyInAnyOrderEntriesOf(Map.<Object, Object>copyOf(settings));
    }
}
