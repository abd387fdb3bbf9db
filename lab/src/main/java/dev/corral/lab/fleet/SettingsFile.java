package dev.corral.lab.fleet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;

/**
 * The settings of one service in a file that only its user can read, because every user can read a command line. It is there
 * while the service starts, and deleted when it has read it.
 */
final class SettingsFile {

    private final Path file;

    SettingsFile(Path file) {
        this.file = file;
    }

    /** The option of a JVM that has the service read them. */
    String write(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(file)) {
                properties.store(out, null);
            }
        } catch (IOException failure) {
            throw new Trouble("cannot write " + file + ": " + failure.getMessage(), failure);
        }
        return "-Dsmallrye.config.locations=" + location();
    }

    /** The framework takes a comma for the end of a location, and a dollar for a reference. */
    private String location() {
        return file.toAbsolutePath().toUri().toString().replace(",", "%2C").replace("$", "%24");
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            // The next start of the service replaces it.
        }
    }
}
