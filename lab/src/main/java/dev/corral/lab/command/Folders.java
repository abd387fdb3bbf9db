package dev.corral.lab.command;

import dev.corral.lab.output.OutputFolder;
import java.nio.file.Path;

/** The folders that the lab reads from and writes to. */
final class Folders {

    private Folders() {}

    /** The checkout that contains the launcher. */
    static Path home() {
        return Path.of(System.getProperty("corral.home", ".")).toAbsolutePath().normalize();
    }

    /** The folder of the applications that the launcher has built, by module. */
    static Path apps() {
        String apps = System.getProperty("corral.apps");
        return apps == null ? home() : Path.of(apps);
    }

    /** Resolves a path against the folder in which the launcher was called. */
    static Path called(Path path) {
        return Path.of(System.getProperty("corral.cwd", "."))
                .resolve(path)
                .toAbsolutePath()
                .normalize();
    }

    /**
     * Opens the output folder and locks it for this command until it is closed.
     *
     * @param wanted a path relative to the folder in which the launcher was called; null for a folder under target
     */
    static OutputFolder output(Path wanted, String command) {
        return output(wanted, command, command);
    }

    /** @param name the name of the folder under target that is used if no path is given */
    static OutputFolder output(Path wanted, String command, String name) {
        Path folder = wanted == null ? home().resolve("target").resolve(name) : called(wanted);
        return OutputFolder.open(folder, command);
    }
}
