package dev.corral.guard.fleet;

/**
 * The commands, queries and pushes of a fleet so far.
 *
 * @param queries at the origin
 * @param commands to the store, without heartbeats
 * @param pushes from the store, one per node and change
 */
record Account(int queries, int reads, int commands, int pushes) {

    Account since(Account earlier) {
        return new Account(
                queries - earlier.queries, reads - earlier.reads, commands - earlier.commands, pushes - earlier.pushes);
    }

    /** The number of commands beyond one for each read. */
    int commandsBeyondReads() {
        return commands - reads;
    }
}
