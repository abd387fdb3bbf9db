package dev.corral.lab.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** The cause of a failed file operation as a short phrase without the path. */
final class Reason {

    private Reason() {}

    static String of(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "permission denied";
            case FileAlreadyExistsException link
            when isLink(link) -> "it is a symbolic link to a path that does not exist";
            case FileAlreadyExistsException file -> "it is a file, not a folder";
            case NotDirectoryException file -> "it is a file, not a folder";
            case NoSuchFileException absent -> "it does not exist";
            case FileSystemException named when named.getReason() != null -> plain(named.getReason());
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : plain(failure.getMessage());
        };
    }

    private static boolean isLink(FileSystemException failure) {
        return failure.getFile() != null && Files.isSymbolicLink(Path.of(failure.getFile()));
    }

    /** The reason in the form in which it is used inside a sentence. */
    private static String plain(String reason) {
        return Character.toLowerCase(reason.charAt(0)) + reason.substring(1);
    }
}
