package dev.corral.lab.load;

/** How many connections a generator opens: a fleet that answers late would make it open all that the system allows. */
final class Connections {

    static final int MOST = 8_192;
    static final int FEWEST = 64;
    /** For the lab's own jars, pipes and logs, and what else it opens. */
    static final int SPARE_FILES = 600;

    private Connections() {}

    /** @param openFiles limit of the process */
    static int toEach(int nodes, long openFiles) {
        return Math.clamp((openFiles - SPARE_FILES) / nodes, FEWEST, MOST);
    }
}
