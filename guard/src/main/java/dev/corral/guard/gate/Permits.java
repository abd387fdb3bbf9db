package dev.corral.guard.gate;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Queue;
import java.util.Set;

/**
 * The permits that all gates of one origin share in a process, and the short queue in front of them.
 *
 * <p>A queued load starts on its own event loop. Until that loop has started it, the other queued loads of the same loop
 * are passed over: an event loop that is stopped holds one permit without a use, and not one for each of its loads.
 */
public final class Permits {

    enum Entry {
        IN,
        QUEUED,
        FULL
    }

    /** A load that requests a permit. */
    interface Entrant {

        /** Whether no caller waits for the result any more. */
        boolean gone();

        /** The event loop on which the load starts, the same object for all of its loads. */
        Object loop();

        /**
         * Called when the load holds a permit, which it must return. The load must start on its event loop, and call
         * {@link #entered} there.
         */
        void enter();

        /** Called in place of {@link #enter} if no caller waits any more. */
        void dropped();
    }

    private final Queue<Entrant> queue = new ArrayDeque<>();

    /** The event loops that have not started yet the queued load that received a permit last. */
    private final Set<Object> entering = Collections.newSetFromMap(new IdentityHashMap<>());

    private boolean passedOver;
    private int limit;
    private int queueLimit;
    private int inside;

    /**
     * @param limit the number of loads in progress at once
     * @param queueLimit the number of further loads that may queue
     * @throws IllegalArgumentException if the limit is less than 1, or the limit of the queue less than 0
     */
    public Permits(int limit, int queueLimit) {
        check(limit, queueLimit);
        this.limit = limit;
        this.queueLimit = queueLimit;
    }

    /** Without a permit, every load would wait until its deadline. */
    private static void check(int limit, int queueLimit) {
        if (limit < 1 || queueLimit < 0) {
            throw new IllegalArgumentException("the limits of loads are " + limit + " in progress and " + queueLimit
                    + " that wait; they must be at least 1 and 0");
        }
    }

    /** The number of loads that may hold a permit at once. */
    public synchronized int limit() {
        return limit;
    }

    /** The number of loads that may queue. */
    public synchronized int queueLimit() {
        return queueLimit;
    }

    /** The number of loads that hold a permit. */
    public synchronized int inside() {
        return inside;
    }

    /** The number of loads in the queue. */
    public synchronized int queued() {
        return queue.size();
    }

    /**
     * Changes both limits. Loads that hold a permit keep it and count. If the limit grows, queued loads enter at once;
     * if it shrinks, no load enters until fewer hold a permit than the new limit.
     *
     * @throws IllegalArgumentException if the limit is less than 1, or the limit of the queue less than 0
     */
    public void resize(int newLimit, int newQueueLimit) {
        check(newLimit, newQueueLimit);
        synchronized (this) {
            limit = newLimit;
            queueLimit = newQueueLimit;
        }
        admit();
    }

    /**
     * Requests a permit. If the result is {@code IN}, the caller holds a permit and starts by itself, without
     * {@link Entrant#enter}. A free permit belongs to the load that has queued longest, unless it is passed over.
     */
    synchronized Entry request(Entrant entrant) {
        if (inside < limit && (queue.isEmpty() || queue.stream().allMatch(this::isPassedOver))) {
            inside++;
            return Entry.IN;
        }
        if (queue.size() < queueLimit) {
            queue.add(entrant);
            return Entry.QUEUED;
        }
        return Entry.FULL;
    }

    /** Returns a permit. The first load in the queue for which a caller still waits receives it. */
    void leave() {
        free();
        admit();
    }

    private void admit() {
        for (Entrant next = following(); next != null; next = following()) {
            if (next.gone()) {
                free(next);
                next.dropped();
            } else {
                next.enter();
            }
        }
    }

    /** Must be called by a queued load that has received a permit, on its event loop. */
    void entered(Entrant entrant) {
        if (another(entrant)) {
            admit();
        }
    }

    /** Returns whether a load was passed over that may enter now. */
    private synchronized boolean another(Entrant entered) {
        entering.remove(entered.loop());
        boolean another = passedOver;
        passedOver = false;
        return another;
    }

    /** Takes a permit for the first load in the queue that may enter; returns null if there is no permit or no load. */
    private synchronized Entrant following() {
        Entrant following = inside < limit ? next() : null;
        if (following != null) {
            inside++;
            entering.add(following.loop());
        }
        return following;
    }

    private Entrant next() {
        for (Iterator<Entrant> each = queue.iterator(); each.hasNext(); ) {
            Entrant next = each.next();
            if (!isPassedOver(next)) {
                each.remove();
                return next;
            }
            passedOver = true;
        }
        return null;
    }

    private boolean isPassedOver(Entrant entrant) {
        return entering.contains(entrant.loop());
    }

    private synchronized void free(Entrant dropped) {
        inside--;
        entering.remove(dropped.loop());
    }

    private synchronized void free() {
        inside--;
    }
}
