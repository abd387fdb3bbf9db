package dev.corral.guard.gate;

import java.util.ArrayDeque;
import java.util.Queue;

/** The permits that all gates of one origin share in a process, and the short queue before them. */
public final class Permits {

    enum Entry {
        IN,
        QUEUED,
        FULL
    }

    /** Work that wants a permit. */
    interface Entrant {

        /** Nobody wants its result any more. */
        boolean gone();

        /** Its turn has come: it holds a permit and must give it back. */
        void enter();

        /** Its turn has come, and it was gone. */
        void dropped();
    }

    private final int limit;
    private final int room;
    private final Queue<Entrant> queue = new ArrayDeque<>();
    private int inside;

    /**
     * @param limit loads in progress at once
     * @param room how many more may queue
     */
    public Permits(int limit, int room) {
        this.limit = limit;
        this.room = room;
    }

    /** Loads that may hold a permit at once. */
    public int limit() {
        return limit;
    }

    /** Loads that may queue. */
    public int room() {
        return room;
    }

    /** Loads that hold a permit. */
    public synchronized int inside() {
        return inside;
    }

    public synchronized int queued() {
        return queue.size();
    }

    /** Where {@code IN}, the caller holds a permit; it goes in by itself. */
    synchronized Entry request(Entrant entrant) {
        if (inside < limit) {
            inside++;
            return Entry.IN;
        }
        if (queue.size() < room) {
            queue.add(entrant);
            return Entry.QUEUED;
        }
        return Entry.FULL;
    }

    /** Gives a permit back: to the first in the queue that is still wanted, or to nobody. */
    void leave() {
        while (true) {
            Entrant following = following();
            if (following == null) {
                return;
            }
            if (!following.gone()) {
                following.enter();
                return;
            }
            following.dropped();
        }
    }

    private synchronized Entrant following() {
        Entrant following = queue.poll();
        if (following == null) {
            inside--;
        }
        return following;
    }
}
