package dev.corral.lab.fleet;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The settings of a service in a file that only its user can read, because every user can read a command line. */
record SettingsFile(Path file) {

    /** Writes the settings, and returns the JVM option with which the service reads them. */
    String write(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        PrivateFile.write(file, out -> properties.store(out, null));
        return "-Dsmallrye.config.locations=" + location();
    }

    /**
     * The location as the framework parses it: a comma would end it, and a dollar would begin a reference, so both are
     * encoded.
     */
    private String location() {
        return file.toAbsolutePath().toUri().toString().replace(",", "%2C").replace("$", "%24");
    }
}
