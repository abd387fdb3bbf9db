package dev.corral.lab.load;

/**
 * The number of connections that a load generator opens. It is limited, because a fleet that responds late would
 * otherwise make the generator open as many as the system allows.
 */
final class Connections {

    static final int MOST = 8_192;
    static final int FEWEST = 64;
    /** The files reserved for the lab's own jars, pipes, logs and others. */
    static final int SPARE_FILES = 600;

    private Connections() {}

    /** @param openFiles the limit of the process */
    static int toEach(int nodes, long openFiles) {
        return Math.clamp((openFiles - SPARE_FILES) / nodes, FEWEST, MOST);
    }
}
