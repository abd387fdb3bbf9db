package dev.corral.lab.fleet;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The folders of programs.
 *
 * @param folders as in the variable PATH
 */
record ProgramPath(String folders) {

    static ProgramPath ofLab() {
        return new ProgramPath(System.getenv().getOrDefault("PATH", ""));
    }

    /** @throws IOException where no folder has it */
    Path find(String program) throws IOException {
        return Arrays.stream(folders.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> file(folder, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no " + program + " on PATH"));
    }

    /** A folder that can be none has no program. */
    private static Path file(String folder, String program) {
        try {
            return Path.of(folder, program).toAbsolutePath();
        } catch (InvalidPathException unreadable) {
            return Path.of("");
        }
    }
}
