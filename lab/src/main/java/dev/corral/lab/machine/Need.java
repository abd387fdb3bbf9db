package dev.corral.lab.machine;

import dev.corral.lab.scenario.Scenario;

/**
 * What a run needs of the machine.
 *
 * @param openFiles of the process that opens the most
 * @param memoryMiB of all processes together
 * @param readsPerSecond that the lab sends and the nodes answer on the same cores
 * @param diskMiB for the report, the raw data and the logs
 */
public record Need(long openFiles, long memoryMiB, double readsPerSecond, long diskMiB) {

    /** Jars, logs, pipes and the connections that are always there. */
    private static final int BASE_FILES = 250;
    /** Memory of a service outside its heap: code, classes, threads, and the buffers of some thousand connections. */
    private static final int BESIDE_HEAP_MIB = 128;

    private static final int BESIDE_HEAP_OF_THE_LAB_MIB = 64;

    private static final int SERVICE_HEAP_MIB = 128;
    private static final int REDIS_MIB = 32;
    /** What the lab itself holds while it only watches its processes. */
    private static final int WATCHING_MIB = 128;
    /** Connections to the origin of a node that nothing else is said about, and as many of its clients. */
    private static final int CONNECTIONS_OF_A_NODE = 512;

    private static final int LOGS_MIB = 16;
    private static final int BYTES_A_READ = 70;
    private static final int BYTES_A_QUERY = 160;
    /** A herd may be this many times as many queries as the origin answers in its median. */
    private static final int RUNGS_WORTH_OF_QUERIES = 2;

    /** Nodes and a Redis that the lab starts and does not load. */
    public static Need ofServing(int nodes, int heapMiB) {
        long memory = WATCHING_MIB + REDIS_MIB + (long) nodes * (heapMiB + BESIDE_HEAP_MIB);
        return new Need(BASE_FILES + CONNECTIONS_OF_A_NODE, memory, 0, LOGS_MIB);
    }

    /** The same with the lab's own origin, whose connections a node opens as the scenario sizes them. */
    public static Need ofFleet(Scenario scenario) {
        Need serving = ofServing(scenario.nodes() + 1, SERVICE_HEAP_MIB);
        return new Need(BASE_FILES + originConnections(scenario), serving.memoryMiB, 0, serving.diskMiB);
    }

    /**
     * A fleet and the load on it.
     *
     * @param rungs that are run, one after another
     * @param uncached whether one of them has no cache, so that the origin holds every read
     */
    public static Need ofLoad(Scenario scenario, int rungs, boolean uncached) {
        return ofLoad(scenario, rungs, uncached, Runtime.getRuntime().maxMemory() >> 20);
    }

    /** @param heapMiB of the lab */
    static Need ofLoad(Scenario scenario, int rungs, boolean uncached, long heapMiB) {
        Need fleet = ofFleet(scenario);
        return new Need(
                BASE_FILES + openReads(scenario, uncached),
                fleet.memoryMiB - WATCHING_MIB + heapMiB + BESIDE_HEAP_OF_THE_LAB_MIB,
                scenario.load().rate(),
                LOGS_MIB + rawMiB(scenario, rungs));
    }

    /**
     * Connections on which reads are open at once, at most: all that the origin holds where there is no cache; else all
     * that arrive while one load lasts, or the product keys that are filled at once.
     */
    private static long openReads(Scenario scenario, boolean uncached) {
        double aLoad = scenario.origin().median().toMillis() / 1e3 * 2;
        long arriving =
                Math.round(scenario.load().rate() * aLoad) + scenario.load().productKeys();
        return uncached ? Math.max(arriving, held(scenario)) : arriving;
    }

    /** Reads that the origin works on and queues, and those of the second in which it refuses the rest. */
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
