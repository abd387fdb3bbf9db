package dev.corral.lab.command;

import dev.corral.lab.fleet.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folders the lab reads from and writes to. */
final class Folders {

    private Folders() {}

    /** The checkout that the launcher stands in. */
    static Path home() {
        return Path.of(System.getProperty("corral.home", ".")).toAbsolutePath().normalize();
    }

    /** Relative to where the launcher was called. */
    static Path called(Path path) {
        return Path.of(System.getProperty("corral.cwd", "."))
                .resolve(path)
                .toAbsolutePath()
                .normalize();
    }

    /** @param wanted relative to where the launcher was called; null means a folder under target */
    static Path output(Path wanted, String name) {
        Path called = Path.of(System.getProperty("corral.cwd", "."));
        Path folder = wanted == null ? home().resolve("target").resolve(name) : called.resolve(wanted);
        try {
            return Files.createDirectories(folder).toAbsolutePath().normalize();
        } catch (IOException failure) {
            throw new Trouble("cannot write to " + folder + ": choose another folder with --out", failure);
        }
    }
}
