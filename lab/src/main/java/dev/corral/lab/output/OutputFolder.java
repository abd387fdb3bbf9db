package dev.corral.lab.output;

import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder of one run, which is locked until the run ends. It may contain other files, none of which is overwritten.
 */
public final class OutputFolder implements AutoCloseable {

    private static final String REMEDY = "name another folder with --out";
    private static final String TAKEN = "wait until that run has ended, or " + REMEDY;

    private final Path path;
    private final String command;
    private final FolderLock lock;

    private OutputFolder(Path path, String command, FolderLock lock) {
        this.path = path;
        this.command = command;
        this.lock = lock;
    }

    /**
     * Opens the folder, and creates it if it does not exist.
     *
     * @param command the command of the run
     * @throws LabException if another run uses the folder, if it cannot be written to, or if a report or a log would
     *     replace a file that is not the lab's
     */
    public static OutputFolder open(Path folder, String command) {
        create(folder);
        requireOwn(folder, command);
        return new OutputFolder(folder, command, FolderLock.take(folder, command, TAKEN));
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new LabException("cannot write to " + folder + " (" + Reason.of(failure) + "): " + REMEDY, failure);
        }
    }

    private static void requireOwn(Path folder, String command) {
        RunFiles.foreign(folder, command).stream().findFirst().ifPresent(foreign -> {
            throw new LabException(
                    foreign + " was not written by ./corral, and a run in this folder would replace it: " + REMEDY);
        });
    }

    public Path path() {
        return path;
    }

    public Path logs() {
        return path.resolve(RunFiles.LOGS);
    }

    /** Removes the files of an earlier run, so that none of them is mistaken for a file of this run. */
    public void clear() {
        remove(RunFiles.all(path, command));
    }

    /** Writes the reports of a run, the page last, and returns the page. */
    @FunctionalInterface
    public interface Reports {
        Path write() throws IOException;
    }

    /**
     * Writes all reports of a run, or none: a run without its page is incomplete.
     *
     * @return the page
     */
    public Path finish(Reports reports) throws IOException {
        try {
            return reports.write();
        } catch (IOException | RuntimeException failure) {
            discardReports(failure);
            throw failure;
        }
    }

    private void discardReports(Exception failure) {
        try {
            remove(RunFiles.reportsOf(path, command));
        } catch (LabException stays) {
            failure.addSuppressed(stays);
        }
    }

    /** Removes the raw data of one run. */
    public static void forget(Path folder, String cache) {
        remove(RunFiles.raw(folder, cache));
    }

    private static void remove(List<Path> files) {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException failure) {
                throw new LabException("cannot remove " + file + " (" + Reason.of(failure) + "): " + REMEDY, failure);
            }
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
