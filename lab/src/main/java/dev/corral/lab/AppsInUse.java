package dev.corral.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A shared lock on the folder of the built applications, for the life of this process. A build of newer sources removes
 * older applications only where no process holds it.
 */
final class AppsInUse {

    /** Open until the process ends: the kernel releases a lock when its file is closed. */
    private static FileChannel held;

    private AppsInUse() {}

    /**
     * Locks the folder. Returns false if a build is removing the applications; locks nothing in a process that the
     * launcher has not started.
     */
    static synchronized boolean hold() {
        String apps = System.getProperty("corral.apps");
        if (apps == null) {
            return true;
        }
        try {
            held = FileChannel.open(Path.of(apps, "lock"), StandardOpenOption.READ);
            return held.tryLock(0, Long.MAX_VALUE, true) != null;
        } catch (NoSuchFileException removed) {
            return false;
        } catch (IOException noLocks) {
            // The file system supports no locks, so that a build cannot remove anything there either.
            return true;
        }
    }
}
