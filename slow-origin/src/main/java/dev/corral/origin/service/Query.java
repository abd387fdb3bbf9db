package dev.corral.origin.service;

import dev.corral.origin.rows.Row;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One read at the origin, from its arrival to its answer.
 *
 * <p>It belongs to the origin's timeline; only {@link #leave()} may be called from other threads.
 */
public final class Query {

    private final String key;
    private final Caller caller;
    private final int attempt;
    private final long arrivedNanos;
    private final Consumer<Answer> client;
    private boolean begun;
    private long begunNanos;
    private long lot;
    private Optional<Row> row = Optional.empty();
    private volatile boolean abandoned;

    /** @param attempt the number of the client's attempt for which the query is made */
    public Query(String key, Caller caller, int attempt, long arrivedNanos, Consumer<Answer> client) {
        this.key = key;
        this.caller = caller;
        this.attempt = attempt;
        this.arrivedNanos = arrivedNanos;
        this.client = client;
    }

    /** Records that the client has closed its connection; a worker that serves the query does not notice. */
    public void leave() {
        abandoned = true;
    }

    /**
     * Records that a worker serves the query: its row is the current one, and its lot decides which faults affect it.
     */
    void begin(long nowNanos, Optional<Row> row, long lot) {
        this.begun = true;
        this.begunNanos = nowNanos;
        this.row = row;
        this.lot = lot;
    }

    void answer(Outcome outcome) {
        client.accept(new Answer(outcome, outcome == Outcome.FOUND ? row : Optional.empty()));
    }

    public String key() {
        return key;
    }

    public Caller caller() {
        return caller;
    }

    public int attempt() {
        return attempt;
    }

    /** Whether the client had already sent a request that this one repeats. */
    public boolean isRetry() {
        return attempt > AttemptNumber.FIRST;
    }

    public long arrivedNanos() {
        return arrivedNanos;
    }

    /** Whether a worker has begun to serve it. */
    public boolean begun() {
        return begun;
    }

    public long queuedNanos(long nowNanos) {
        return (begun ? begunNanos : nowNanos) - arrivedNanos;
    }

    public long durationNanos(long nowNanos) {
        return nowNanos - arrivedNanos;
    }

    long lot() {
        return lot;
    }

    boolean foundRow() {
        return row.isPresent();
    }

    boolean abandoned() {
        return abandoned;
    }
}
