package dev.corral.origin.service;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * A fixed number of workers with a bounded first-in-first-out queue in front of them.
 *
 * <p>It only decides which query is served next; a worker is a permit, not a thread. It belongs to the origin's
 * timeline, except for its figures.
 */
public final class WorkerPool<T> {

    /** The result of an admission. */
    public enum Admission {
        SERVED,
        QUEUED,
        REFUSED
    }

    private final int workers;
    private final int queueLimit;
    private final Queue<T> queue = new ArrayDeque<>();
    private int busy;
    private volatile int queued;

    public WorkerPool(int workers, int queueLimit) {
        this.workers = workers;
        this.queueLimit = queueLimit;
    }

    /** Admits a newcomer; one that is served holds a worker until {@link #next()} passes that worker on. */
    public Admission admit(T newcomer) {
        if (busy < workers) {
            busy++;
            return Admission.SERVED;
        }
        if (queue.size() >= queueLimit) {
            return Admission.REFUSED;
        }
        queue.add(newcomer);
        queued = queue.size();
        return Admission.QUEUED;
    }

    /** Passes a worker that has finished to the one that has waited longest; if none waits, the worker is free. */
    public Optional<T> next() {
        Optional<T> next = Optional.ofNullable(queue.poll());
        queued = queue.size();
        if (next.isEmpty()) {
            busy--;
        }
        return next;
    }

    /** Empties the queue; the workers continue what they serve. */
    public List<T> drain() {
        List<T> waiting = List.copyOf(queue);
        queue.clear();
        queued = 0;
        return waiting;
    }

    public int busy() {
        return busy;
    }

    public int queued() {
        return queued;
    }

    public double queueRatio() {
        return (double) queued / workers;
    }
}
