package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import java.util.Map;

/** A Redis and N cache nodes in front of the user's own origin, from their start to their end. */
public final class OwnOrigin implements AutoCloseable {

    /** The heap size of a node in MiB, enough for rows of the usual size. */
    public static final int HEAP_MIB = Jvm.SERVICE_HEAP_MIB;

    private final Processes processes;

    private OwnOrigin(Processes processes) {
        this.processes = processes;
    }

    /**
     * @param redisUrl the URL of an existing Redis; null starts one
     * @param settings the properties of every node, including the URL of the origin
     * @param heapMiB the heap size of each node in MiB
     */
    public static OwnOrigin serve(Layout layout, String redisUrl, Map<String, String> settings, int heapMiB) {
        OwnOrigin nodes = new OwnOrigin(Processes.beside(redisUrl, layout.logs()));
        try {
            nodes.processes.startNodes(layout, settings, BuiltAotCache.in(new Jvm(heapMiB, Compilers.BOTH), layout));
            nodes.processes.awaitReady();
            return nodes;
        } catch (RuntimeException failure) {
            nodes.close();
            throw failure;
        }
    }

    public String redisUrl() {
        return processes.redis().url();
    }

    public RedisWatch redisWatch() {
        return new RedisWatch(processes.redis(), System::nanoTime);
    }

    /** @throws LabException with the name of the node that has ended, and its exit status */
    public void requireNodes() {
        processes.requireServices();
    }

    @Override
    public void close() {
        processes.close();
    }
}
