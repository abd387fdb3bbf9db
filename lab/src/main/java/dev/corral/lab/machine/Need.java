package dev.corral.lab.machine;

import dev.corral.lab.scenario.Scenario;

/**
 * The resources that a run needs.
 *
 * @param openFiles the files of the process that opens the most
 * @param memoryMiB the memory of all processes together
 * @param readsPerSecond the reads that the lab sends and the nodes answer on the same cores
 * @param diskMiB the space for the report, the raw data and the logs
 */
public record Need(long openFiles, long memoryMiB, double readsPerSecond, long diskMiB) {

    /** Jars, logs, pipes and the connections that are always open. */
    private static final int BASE_FILES = 250;
    /**
     * The memory of a service outside its heap: code, classes, threads, and the buffers of some thousand connections.
     */
    private static final int BESIDE_HEAP_MIB = 128;

    private static final int BESIDE_HEAP_OF_THE_LAB_MIB = 64;

    private static final int SERVICE_HEAP_MIB = 128;
    private static final int REDIS_MIB = 32;
    /** The heap of the lab while it only watches its processes. */
    private static final int WATCHING_MIB = 128;
    /** The default number of a node's connections to its origin, and as many connections of its clients. */
    private static final int CONNECTIONS_OF_A_NODE = 512;

    private static final int LOGS_MIB = 16;
    private static final int BYTES_A_READ = 70;
    private static final int BYTES_A_QUERY = 160;
    /** The queries of a whole run, as the number of rungs that send every read to the origin. */
    private static final int RUNGS_WORTH_OF_QUERIES = 2;

    /** Returns the need of nodes and a Redis that the lab starts without sending load. */
    public static Need ofServing(int nodes, int heapMiB) {
        long memory = WATCHING_MIB + REDIS_MIB + (long) nodes * (heapMiB + BESIDE_HEAP_MIB);
        return new Need(BASE_FILES + CONNECTIONS_OF_A_NODE, memory, 0, LOGS_MIB);
    }

    /**
     * Returns the need of such a fleet with the lab's own origin. Each node opens as many connections to the origin as
     * the scenario defines.
     */
    public static Need ofFleet(Scenario scenario) {
        Need serving = ofServing(scenario.nodes() + 1, SERVICE_HEAP_MIB);
        return new Need(BASE_FILES + originConnections(scenario), serving.memoryMiB, 0, serving.diskMiB);
    }

    /**
     * Returns the need of a fleet and of the load on it.
     *
     * @param rungs the number of rungs that are run, one after another
     * @param uncached whether one of them has no cache, so that the origin holds every read
     */
    public static Need ofLoad(Scenario scenario, int rungs, boolean uncached) {
        return ofLoad(scenario, rungs, uncached, Runtime.getRuntime().maxMemory() >> 20);
    }

    /** @param heapMiB the heap size of the lab */
    static Need ofLoad(Scenario scenario, int rungs, boolean uncached, long heapMiB) {
        Need fleet = ofFleet(scenario);
        return new Need(
                BASE_FILES + openReads(scenario, uncached),
                fleet.memoryMiB - WATCHING_MIB + heapMiB + BESIDE_HEAP_OF_THE_LAB_MIB,
                scenario.load().rate(),
                LOGS_MIB + rawMiB(scenario, rungs));
    }

    /**
     * The largest number of connections with an open read. Without a cache, these are all reads that the origin holds;
     * with a cache, all reads that arrive during one load, and the product keys that are filled at once.
     */
    private static long openReads(Scenario scenario, boolean uncached) {
        double aLoad = scenario.origin().median().toMillis() / 1e3 * 2;
        long arriving =
                Math.round(scenario.load().rate() * aLoad) + scenario.load().productKeys();
        return uncached ? Math.max(arriving, held(scenario)) : arriving;
    }

    /** The reads that the origin processes and queues, and the reads of the second in which it refuses the rest. */
    private static long held(Scenario scenario) {
        long most = scenario.origin().workers() + (long) scenario.origin().queue();
        return Math.min(most, Math.round(scenario.load().rate() * 12))
                + Math.round(scenario.load().rate());
    }

    private static long originConnections(Scenario scenario) {
        return scenario.origin().workers() + (long) scenario.origin().queue();
    }

    private static long rawMiB(Scenario scenario, int rungs) {
        double reads = scenario.load().rate() * scenario.duration().toMillis() / 1e3;
        double bytes = reads * (rungs * BYTES_A_READ + RUNGS_WORTH_OF_QUERIES * BYTES_A_QUERY);
        return Math.round(bytes / (1 << 20));
    }
}
