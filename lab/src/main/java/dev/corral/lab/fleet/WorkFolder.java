package dev.corral.lab.fleet;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * The working folder of one child process, with its temporary files: empty at the start of the child, gone after its end.
 *
 * <p>All of a run's are in one folder beside its logs, which a file of the lab's marks: a folder of that name without it is
 * somebody else's, and is neither used nor deleted. A run that is killed leaves that folder to the next one.
 */
record WorkFolder(Path path) {

    /** The folder that has the working folders of all children. */
    static final String ALL = ".corral-work";

    /** The file in it that says whose it is. */
    static final String MARKER = ".made-by-corral";

    private static final String START = "-start";
    private static final String TEMPORARY = "tmp";

    /** @param child unique among those that run at a time */
    static WorkFolder of(Path logs, String child) {
        return new WorkFolder(all(logs).resolve(child));
    }

    /** The folder of what a child reads at its start and never again. */
    static WorkFolder ofStart(Path logs, String child) {
        return of(logs, child + START);
    }

    /**
     * Deletes the working folders of all children that log there.
     *
     * @throws LabException where the folder is somebody else's
     */
    static void claim(Path logs) {
        if (!isOwn(all(logs))) {
            throw new LabException(foreign(all(logs)));
        }
        deleteAll(logs);
    }

    /** The same without a word where the folder is somebody else's: then it stays. */
    static void deleteAll(Path logs) {
        Path all = all(logs);
        if (isOwn(all)) {
            children(all).forEach(child -> new WorkFolder(child).delete());
            // The marker is the last: a deletion that is interrupted leaves a folder that is known.
            Deletion.delete(all.resolve(MARKER));
            Deletion.delete(all);
        }
    }

    private static String foreign(Path all) {
        return all + " is not of ./corral (it has no file " + MARKER
                + "), and a run would delete it: name another folder with --out, or move it away";
    }

    private static Path all(Path logs) {
        return logs.toAbsolutePath().normalize().resolve(ALL);
    }

    /** Absent, marked, or empty, as a run leaves it that is killed before it has marked it. */
    private static boolean isOwn(Path all) {
        if (!Files.exists(all, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        return Files.isDirectory(all, LinkOption.NOFOLLOW_LINKS)
                && (Files.exists(all.resolve(MARKER)) || children(all).isEmpty());
    }

    private static List<Path> children(Path all) {
        try (Stream<Path> children = Files.list(all)) {
            return children.filter(child -> !child.getFileName().toString().equals(MARKER))
                    .toList();
        } catch (IOException absent) {
            return List.of();
        }
    }

    /** For {@code java.io.tmpdir}. */
    Path temporary() {
        return path.resolve(TEMPORARY);
    }

    /** Empties it and creates what is missing. */
    WorkFolder renew() throws IOException {
        mark(path.getParent());
        delete();
        Files.createDirectories(temporary());
        return this;
    }

    /** One at a time: an unmarked folder with something in it is somebody else's. */
    private static synchronized void mark(Path all) throws IOException {
        if (!isOwn(all)) {
            throw new IOException(foreign(all));
        }
        Files.createDirectories(all);
        if (!Files.exists(all.resolve(MARKER))) {
            Files.createFile(all.resolve(MARKER));
        }
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

        static FileVisitResult delete(Path path) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException kept) {
                // Its folder stays too.
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
