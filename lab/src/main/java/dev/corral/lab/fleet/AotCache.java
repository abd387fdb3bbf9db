package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A file with the AOT cache of a node's JVM: classes that are linked, and the profiles of a training run.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514</a>
 */
public record AotCache(Path file) implements AutoCloseable {

    /** The first version of Java that writes such a file in one run. */
    private static final int FIRST_JAVA = 25;

    private static final Duration WRITING = Duration.ofMinutes(2);

    /** The work of a node in its training run. */
    @FunctionalInterface
    public interface Training {
        void run(int port) throws InterruptedException;
    }

    /** Whether the JDK of the lab, which is that of its nodes, can write such a file. */
    public static boolean isSupported() {
        return Runtime.version().feature() >= FIRST_JAVA;
    }

    /**
     * Starts a node, trains it, and stops it in an orderly way.
     *
     * @param name the name of the node and of the file
     * @throws LabException if the node has written no file
     */
    public static AotCache train(Fleet fleet, String name, NodeStart start, Training training)
            throws InterruptedException {
        AotCache cache = new AotCache(fleet.layout().logs().toAbsolutePath().resolve(name + ".aot"));
        try (NewNodes node = NewNodes.start(fleet, name, 1, start.writingAot(cache.file))) {
            node.awaitReady();
            training.run(node.ports().getFirst());
            if (!node.stop(WRITING) || !Files.isRegularFile(cache.file)) {
                throw new LabException("a node that was trained has written no AOT cache within " + WRITING.toSeconds()
                        + " s; its log is in " + fleet.layout().logs());
            }
        }
        return cache;
    }

    /** Deletes the file. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            throw new LabException("cannot delete " + file + ": " + Reasons.of(left), left);
        }
    }
}
