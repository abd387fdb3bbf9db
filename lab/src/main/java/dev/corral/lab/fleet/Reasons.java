package dev.corral.lab.fleet;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;

/** The reason of a failure, as the system states it. */
final class Reasons {

    private Reasons() {}

    /**
     * The reason of a file operation's failure. If the message is nothing but the file's name, the kind of the failure
     * is added.
     */
    static String of(IOException failure) {
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + ": " + kind(file);
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** The reason why a request had no reply: an error, or the time limit. */
    static String ofSilence(Throwable cause, int limitSeconds) {
        if (cause instanceof ExecutionException failed && failed.getCause().getMessage() != null) {
            return failed.getCause().getMessage().lines().findFirst().orElse("");
        }
        return "no reply within " + limitSeconds + " s";
    }

    private static String kind(FileSystemException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "Permission denied";
            case NoSuchFileException missing -> "No such file or directory";
            default -> failure.getClass().getSimpleName();
        };
    }
}
