package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
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
 * The working folder of a child process, with its temporary files. It is empty when the child starts and deleted after
 * the child has ended.
 *
 * <p>The working folders of a run are in one folder next to its logs, which is marked by a file of the lab's. A folder
 * of that name without the marker belongs to somebody else and is neither used nor deleted. A run that is killed leaves
 * that folder to the next run.
 */
record WorkFolder(Path path) {

    /** The name of the folder that contains the working folders of all children. */
    static final String ALL = ".corral-work";

    /** The name of the file that marks that folder as the lab's. */
    static final String MARKER = ".made-by-corral";

    private static final String START = "-start";
    private static final String TEMPORARY = "tmp";

    /** @param child a name that is unique among the children that run at the same time */
    static WorkFolder of(Path logs, String child) {
        return new WorkFolder(all(logs).resolve(child));
    }

    /** Returns the folder of the files that a child reads only at its start. */
    static WorkFolder ofStart(Path logs, String child) {
        return of(logs, child + START);
    }

    /**
     * Deletes the working folders of all children that log to this folder.
     *
     * @throws LabException if the folder belongs to somebody else
     */
    static void claim(Path logs) {
        if (!isOwn(all(logs))) {
            throw new LabException(foreign(all(logs)));
        }
        deleteAll(logs);
    }

    /** Deletes the working folders; does nothing if the folder belongs to somebody else. */
    static void deleteAll(Path logs) {
        Path all = all(logs);
        if (isOwn(all)) {
            children(all).forEach(child -> new WorkFolder(child).delete());
            // The marker is deleted last, so that a folder whose deletion was interrupted is still recognized.
            Deletion.delete(all.resolve(MARKER));
            Deletion.delete(all);
        }
    }

    private static String foreign(Path all) {
        return all + " was not created by ./corral (it has no file " + MARKER
                + "), and a run would delete it: name another folder with --out, or move it away";
    }

    private static Path all(Path logs) {
        return logs.toAbsolutePath().normalize().resolve(ALL);
    }

    /**
     * Whether the folder is absent, marked, or empty. A run that is killed before it has marked the folder leaves it
     * empty.
     */
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

    /** The folder for {@code java.io.tmpdir}. */
    Path temporary() {
        return path.resolve(TEMPORARY);
    }

    /** Creates the folder and deletes its content. */
    WorkFolder renew() throws IOException {
        mark(path.getParent());
        delete();
        Files.createDirectories(temporary());
        return this;
    }

    /**
     * Marks the folder. The method is synchronized, because an unmarked folder that is not empty counts as somebody
     * else's.
     */
    private static synchronized void mark(Path all) throws IOException {
        if (!isOwn(all)) {
            throw new IOException(foreign(all));
        }
        Files.createDirectories(all);
        if (!Files.exists(all.resolve(MARKER))) {
            Files.createFile(all.resolve(MARKER));
        }
    }

    /** Deletes the folder as far as the system allows; the rest is deleted before the next start. */
    void delete() {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.walkFileTree(path, new Deletion());
            } catch (IOException unreadable) {
                // The next start deletes the rest, or reports why it cannot write there.
            }
        }
    }

    /** A deletion that follows no links and continues after a file that cannot be deleted. */
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
                // The folder of the file cannot be deleted either.
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
