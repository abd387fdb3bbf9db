package dev.corral.lab.output;

import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exclusive lock on a folder for the duration of one run. The kernel holds it, so that it ends with the process,
 * however the process ends. The locked file is not deleted: it also marks a folder whose logs belong to the lab.
 */
public final class FolderLock implements AutoCloseable {

    /** The file that is locked; it contains the command and the process id of the run that holds the lock. */
    public static final String FILE = ".corral-run";

    private static final int LONGEST_OWNER = 200;
    private static final Pattern OWNER = Pattern.compile("([a-z]+(?: --[a-z]+)?) (\\d+)");

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Requests the lock on an open file; returns null if another process holds it. */
    @FunctionalInterface
    interface Locking {
        FileLock request(FileChannel channel) throws IOException;
    }

    /**
     * @param command the command of the run
     * @param remedy what to do if another run holds the lock, as the end of a sentence
     * @throws LabException if another run holds the lock, or the folder cannot be written to
     */
    public static FolderLock take(Path folder, String command, String remedy) {
        return take(folder, command, remedy, FileChannel::tryLock);
    }

    static FolderLock take(Path folder, String command, String remedy, Locking locking) {
        FileChannel channel = open(folder);
        if (!claim(channel, locking)) {
            LabException taken = new LabException(folder + " is in use by " + owner(channel) + ": " + remedy);
            end(channel);
            throw taken;
        }
        FolderLock lock = new FolderLock(channel);
        lock.name(folder, command);
        return lock;
    }

    private static FileChannel open(Path folder) {
        try {
            return FileChannel.open(
                    folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw unwritable(folder, failure);
        }
    }

    private static LabException unwritable(Path folder, IOException failure) {
        return new LabException(
                "cannot write to " + folder + " (" + Reason.of(failure)
                        + "): correct its permissions, make room, or use another folder",
                failure);
    }

    /**
     * Requests the lock. A file system without locks cannot keep two runs apart, which is no reason to reject a run.
     */
    private static boolean claim(FileChannel channel, Locking locking) {
        try {
            return locking.request(channel) != null;
        } catch (OverlappingFileLockException ownProcess) {
            return false;
        } catch (IOException noLocks) {
            return true;
        }
    }

    private void name(Path folder, String command) {
        String owner = command + " " + ProcessHandle.current().pid() + "\n";
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException failure) {
            end(channel);
            throw unwritable(folder, failure);
        }
    }

    /** The holder of the lock as text. A run that has only just begun may not have written its name. */
    private static String owner(FileChannel channel) {
        try {
            ByteBuffer text = ByteBuffer.allocate(LONGEST_OWNER);
            channel.read(text, 0);
            Matcher owner = OWNER.matcher(new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip());
            return owner.matches()
                    ? "./corral " + owner.group(1) + " (process " + owner.group(2) + ")"
                    : "another ./corral";
        } catch (IOException unreadable) {
            return "another ./corral";
        }
    }

    private static void end(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException closed) {
            // The lock ends with the process at the latest.
        }
    }

    /** Releases the lock; a second call has no effect. */
    @Override
    public void close() {
        try {
            channel.truncate(0);
        } catch (IOException closed) {
            // The name of a run that has ended is read only while another run holds the lock.
        }
        end(channel);
    }
}
