package dev.corral.lab.fleet;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The settings of one service in a file that only its user can read, because every user can read a command line. */
final class SettingsFile {

    private final Path file;

    SettingsFile(Path file) {
        this.file = file;
    }

    /** The option of a JVM that has the service read them. */
    String write(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        PrivateFile.write(file, out -> properties.store(out, null));
        return "-Dsmallrye.config.locations=" + location();
    }

    /** The framework takes a comma for the end of a location, and a dollar for a reference. */
    private String location() {
        return file.toAbsolutePath().toUri().toString().replace(",", "%2C").replace("$", "%24");
    }
}
