package dev.corral.lab.fleet;

import java.util.Map;

/** One Redis and N cache nodes before an origin that is somebody else's, from their start to their end. */
public final class OwnOrigin implements AutoCloseable {

    /** Enough for a node whose rows are of the usual size. */
    public static final int HEAP_MIB = Service.HEAP_MIB;

    private final Processes processes;

    private OwnOrigin(Processes processes) {
        this.processes = processes;
    }

    /**
     * @param redisUrl of a Redis that is there already; null starts one
     * @param settings properties of every node, the origin's URL among them
     * @param heapMiB of each node
     */
    public static OwnOrigin serve(Layout layout, String redisUrl, Map<String, String> settings, int heapMiB) {
        OwnOrigin nodes = new OwnOrigin(Processes.beside(redisUrl, layout.logs()));
        try {
            nodes.processes.startNodes(layout, settings, heapMiB);
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

    /** Of its Redis. */
    public RedisWatch redisWatch() {
        return new RedisWatch(processes.redis(), System::nanoTime);
    }

    /** @throws LabException naming the node that has ended, and how */
    public void requireNodes() {
        processes.requireServices();
    }

    @Override
    public void close() {
        processes.close();
    }
}
