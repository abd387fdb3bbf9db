package dev.corral.lab.fleet;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The working folder of one child process, with its temporary files: empty at the start of the child, gone after its end.
 *
 * <p>All of a run's are in one folder beside its logs. A run that is killed leaves that folder to the next one.
 */
record WorkFolder(Path path) {

    private static final String RUN = "run";
    private static final String TEMPORARY = "tmp";

    /** @param child unique among those that run at a time */
    static WorkFolder of(Path logs, String child) {
        return new WorkFolder(all(logs).resolve(child));
    }

    /** Deletes the working folders of all children that log there. */
    static void deleteAll(Path logs) {
        new WorkFolder(all(logs)).delete();
    }

    private static Path all(Path logs) {
        return logs.toAbsolutePath().normalize().resolve(RUN);
    }

    /** For {@code java.io.tmpdir}. */
    Path temporary() {
        return path.resolve(TEMPORARY);
    }

    /** Empties it and creates what is missing. */
    WorkFolder renew() throws IOException {
        delete();
        Files.createDirectories(temporary());
        return this;
    }

    /** As far as the system allows: what stays is deleted before the next start. */
    void delete() {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.walkFileTree(path, new Deletion());
            } catch (IOException unreadable) {
                // The next start deletes it, or says why it cannot write there.
            }
        }
    }

    /** Follows no links, and goes on behind a file that cannot be deleted. */
    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return delete(file);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return delete(file);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
            return delete(folder);
        }

        private static FileVisitResult delete(Path path) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException kept) {
                // Its folder stays too.
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
