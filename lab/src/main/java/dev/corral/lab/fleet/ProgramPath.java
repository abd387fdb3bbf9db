package dev.corral.lab.fleet;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The folders in which programs are found.
 *
 * @param folders the value of the variable PATH
 */
record ProgramPath(String folders) {

    static ProgramPath ofLab() {
        return new ProgramPath(System.getenv().getOrDefault("PATH", ""));
    }

    /** @throws IOException if no folder contains the program */
    Path find(String program) throws IOException {
        return Arrays.stream(folders.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> file(folder, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no " + program + " on PATH"));
    }

    /** The file of the program; none for a folder whose name is not a valid path. */
    private static Path file(String folder, String program) {
        try {
            return Path.of(folder, program).toAbsolutePath();
        } catch (InvalidPathException unreadable) {
            return Path.of("");
        }
    }
}
