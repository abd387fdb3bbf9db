package dev.corral.node.clients;

import dev.corral.guard.runtime.Clock;
import dev.corral.node.memory.NetworkMemory;

/** The connections of one event loop, linked in the order in which they were accepted; one sweep checks them all. */
final class LoopSockets {

    /** How long a connection may leave its responses unread while memory is scarce. */
    static final long UNREAD_NANOS = 1_000_000_000;

    private final Clock clock;
    private final NetworkMemory memory;
    private ClientConnection newest;
    private long nanos;

    LoopSockets(Clock clock, NetworkMemory memory) {
        this.clock = clock;
        this.memory = memory;
        this.nanos = clock.nanos();
    }

    /** The time of the last clock reading, at most one sweep ago: exact enough for limits of seconds. */
    long nanos() {
        return nanos;
    }

    long now() {
        nanos = clock.nanos();
        return nanos;
    }

    void add(ClientConnection connection) {
        connection.older = newest;
        if (newest != null) {
            newest.younger = connection;
        }
        newest = connection;
    }

    void remove(ClientConnection connection) {
        if (connection.younger == null) {
            newest = connection.older;
        } else {
            connection.younger.older = connection.older;
        }
        if (connection.older != null) {
            connection.older.younger = connection.younger;
        }
    }

    void sweep() {
        long now = now();
        boolean scarce = memory.scarce();
        ClientConnection each = newest;
        while (each != null) {
            // The connection may leave the list during its sweep.
            ClientConnection older = each.older;
            each.sweep(now, scarce);
            each = older;
        }
    }

    /** The connection that has this response in progress and no other, or null if there is none. */
    ClientConnection carrying(Object response) {
        ClientConnection each = newest;
        while (each != null && !each.carries(response)) {
            each = each.older;
        }
        return each;
    }
}
