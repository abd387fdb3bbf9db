package dev.corral.lab.command;

import dev.corral.lab.output.OutputFolder;
import java.nio.file.Path;

/** The folders the lab reads from and writes to. */
final class Folders {

    private Folders() {}

    /** The checkout that the launcher stands in. */
    static Path home() {
        return Path.of(System.getProperty("corral.home", ".")).toAbsolutePath().normalize();
    }

    /** The folder of the applications that the launcher has built, by module. */
    static Path apps() {
        String apps = System.getProperty("corral.apps");
        return apps == null ? home() : Path.of(apps);
    }

    /** Relative to where the launcher was called. */
    static Path called(Path path) {
        return Path.of(System.getProperty("corral.cwd", "."))
                .resolve(path)
                .toAbsolutePath()
                .normalize();
    }

    /**
     * Locked for this command until it is closed.
     *
     * @param wanted relative to where the launcher was called; null means a folder under target
     */
    static OutputFolder output(Path wanted, String command) {
        Path folder = wanted == null ? home().resolve("target").resolve(command) : called(wanted);
        return OutputFolder.open(folder, command);
    }
}
