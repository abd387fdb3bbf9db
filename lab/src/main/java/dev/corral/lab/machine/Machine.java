package dev.corral.lab.machine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The resources that this process may use, within the limits of its container and of the process. A limit that the
 * system does not report counts as unlimited.
 *
 * @param openFiles the limit of a process
 * @param memoryMiB the limit of all processes together
 * @param diskMiB the free space in the folder of a run
 */
public record Machine(long openFiles, long memoryMiB, int cores, long diskMiB) {

    static final long UNKNOWN = Long.MAX_VALUE;

    /** @param folder the folder of a run */
    public static Machine of(Path folder) {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                OpenFiles.limit(),
                system instanceof OperatingSystemMXBean known ? known(known.getTotalMemorySize() >> 20) : UNKNOWN,
                Runtime.getRuntime().availableProcessors(),
                freeMiB(folder));
    }

    private static long freeMiB(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace() >> 20;
        } catch (IOException untold) {
            return UNKNOWN;
        }
    }

    private static long known(long number) {
        return number > 0 ? number : UNKNOWN;
    }
}
