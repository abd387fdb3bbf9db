package dev.corral.origin.service;

import dev.corral.origin.rows.Row;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One read at the origin, from its arrival to its answer.
 *
 * <p>It belongs to the origin's timeline; only {@link #leave()} may come from elsewhere.
 */
public final class Query {

    private final String key;
    private final Caller caller;
    private final long arrivedNanos;
    private final Consumer<Answer> client;
    private boolean begun;
    private long begunNanos;
    private long lot;
    private Optional<Row> row = Optional.empty();
    private volatile boolean abandoned;

    public Query(String key, Caller caller, long arrivedNanos, Consumer<Answer> client) {
        this.key = key;
        this.caller = caller;
        this.arrivedNanos = arrivedNanos;
        this.client = client;
    }

    /** The client has closed its connection; a worker that is at it does not notice. */
    public void leave() {
        abandoned = true;
    }

    /** A worker takes it: the row is as it is now, and the lot decides which faults hit. */
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

    public long arrivedNanos() {
        return arrivedNanos;
    }

    /** Whether it ever got a worker. */
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
