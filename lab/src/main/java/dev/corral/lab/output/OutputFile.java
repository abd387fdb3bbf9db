package dev.corral.lab.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A file of a run that is written completely or not at all, whenever the process ends and however full the disk is. */
public final class OutputFile {

    /** The suffix of the name of a file that is being written. */
    static final String PART = ".part";

    private OutputFile() {}

    /** @throws Unwritten with the file and the cause */
    public static void write(Path file, String text) {
        write(file, part -> Files.writeString(part, text));
    }

    /** @throws Unwritten with the file and the cause */
    public static void write(Path file, List<String> lines) {
        write(file, part -> Files.write(part, lines));
    }

    private interface Content {
        void writeTo(Path part) throws IOException;
    }

    private static void write(Path file, Content content) {
        Path part = file.resolveSibling(file.getFileName() + PART);
        try {
            content.writeTo(part);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            discard(part);
            throw new Unwritten(
                    "cannot write " + file + " (" + Reason.of(failure) + "): make room, or correct the permissions",
                    failure);
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException stays) {
            // The next run in this folder removes the file.
        }
    }
}
