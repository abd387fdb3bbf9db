package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The resources that a JVM uses at one instant.
 *
 * @param residentKiB its resident memory
 * @param heapKiB the objects in its heap that a full collection leaves
 * @param descriptors its open files and sockets
 * @param logBytes the size of its log
 */
public record Usage(long residentKiB, long heapKiB, long descriptors, long threads, long logBytes) {

    private static final Path PROCESSES = Path.of("/proc");
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)$");

    /** The size of a generation of the serial collector, as the versions of Java since 21 print it. */
    private static final Pattern GENERATION =
            Pattern.compile("(?:def new generation|tenured generation|DefNew|Tenured)\\s+total \\d+K, used (\\d+)K");

    /** Whether this system and this JDK report all of it: Linux, and a JDK with {@code jcmd}. */
    public static boolean isReported() {
        return Files.isReadable(PROCESSES.resolve("self").resolve("status")) && Files.isExecutable(JCMD);
    }

    /** Collects the garbage of the JVM and reads its resources. */
    static Usage of(Child child) {
        String pid = String.valueOf(child.pid());
        String failed = "the memory of " + child.name() + " cannot be read";
        Commands.run(List.of(JCMD.toString(), pid, "GC.run"), failed);
        String heap = Commands.run(List.of(JCMD.toString(), pid, "GC.heap_info"), failed);
        Path process = PROCESSES.resolve(pid);
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            String status = Files.readString(process.resolve("status"));
            return new Usage(
                    figure(RESIDENT, status),
                    heapKiB(heap),
                    descriptors.count(),
                    figure(THREADS, status),
                    Files.size(child.log().file()));
        } catch (IOException unreadable) {
            throw new LabException(failed + ": " + Reasons.of(unreadable), unreadable);
        }
    }

    /** The sum of all generations in the output of {@code GC.heap_info}. */
    static long heapKiB(String heapInfo) {
        return GENERATION
                .matcher(heapInfo)
                .results()
                .mapToLong(generation -> Long.parseLong(generation.group(1)))
                .sum();
    }

    private static long figure(Pattern name, String text) {
        Matcher figure = name.matcher(text);
        return figure.find() ? Long.parseLong(figure.group(1)) : 0;
    }
}
