package dev.corral.lab.output;

import dev.corral.lab.fleet.LabException;
import dev.corral.lab.scenario.Rung;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder of one run, locked until the run ends. Files of others may be in it; none of them is overwritten.
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
     * Creates it where it does not exist.
     *
     * @param command that the run is of
     * @throws LabException where another run is in it, it cannot be written to, or a report or a log would replace a foreign file
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
            throw new LabException(foreign + " is not of ./corral, and a run in this folder would replace it: " + REMEDY);
        });
    }

    public Path path() {
        return path;
    }

    public Path logs() {
        return path.resolve(RunFiles.LOGS);
    }

    /** Removes what an earlier run has left, so that no file of it is taken for this run's. */
    public void clear() {
        remove(RunFiles.all(path, command));
    }

    /** Writes the reports of a run and its page; the last of them. */
    @FunctionalInterface
    public interface Reports {
        Path write() throws IOException;
    }

    /**
     * Writes all of a run's reports, or none: a run without its page has not ended.
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

    /** Removes one rung's raw data. */
    public static void forget(Path folder, Rung rung) {
        remove(RunFiles.raw(folder, rung));
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
