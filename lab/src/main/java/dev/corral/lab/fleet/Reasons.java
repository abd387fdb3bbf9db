package dev.corral.lab.fleet;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;

/** Why something failed, in the words of the system. */
final class Reasons {

    private Reasons() {}

    /** Where the message is nothing but the file's name, the kind of failure says the rest. */
    static String of(IOException failure) {
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + ": " + kind(file);
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** Why a request had no reply: an error, or that the time ran out. */
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
