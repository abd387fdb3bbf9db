package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their user can read. */
final class PrivateFile {

    private PrivateFile() {}

    /** Writes the content of the file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes the file, and replaces an existing one.
     *
     * @throws LabException with the reason, if it cannot be written
     */
    static void write(Path file, Content content) {
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(file)) {
                content.writeTo(out);
            }
        } catch (IOException failure) {
            throw new LabException("cannot write " + file + ": " + Reasons.of(failure), failure);
        }
    }
}
