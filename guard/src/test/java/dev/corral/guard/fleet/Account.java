package dev.corral.guard.fleet;

/**
 * What a fleet has asked and heard so far.
 *
 * @param queries at the origin
 * @param commands to the store, without heartbeats
 * @param pushes from the store, one a node and change
 */
record Account(int queries, int reads, int commands, int pushes) {

    Account since(Account earlier) {
        return new Account(
                queries - earlier.queries, reads - earlier.reads, commands - earlier.commands, pushes - earlier.pushes);
    }

    /** Beyond the one that every read is. */
    int commandsBeyondReads() {
        return commands - reads;
    }
}
