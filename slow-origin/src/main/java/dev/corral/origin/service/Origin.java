package dev.corral.origin.service;

import dev.corral.origin.faults.Faults;
import dev.corral.origin.rows.Rows;
import dev.corral.origin.time.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The slow system of record: it accepts queries, serves them with its few workers, and notifies its witnesses.
 *
 * <p>It behaves like a database: first in, first out, and a client that leaves frees no worker. Everything here runs on
 * the timeline, and therefore nothing here is synchronized.
 */
public final class Origin {

    private final Timeline timeline;
    private final Rows rows;
    private final WorkerPool<Query> pool;
    private final ServiceTime serviceTime;
    private final Faults faults;
    private final List<Witness> witnesses;
    private final InProgress inProgress = new InProgress();

    public Origin(
            Timeline timeline,
            Rows rows,
            WorkerPool<Query> pool,
            ServiceTime serviceTime,
            Faults faults,
            List<Witness> witnesses) {
        this.timeline = timeline;
        this.rows = rows;
        this.pool = pool;
        this.serviceTime = serviceTime;
        this.faults = faults;
        this.witnesses = List.copyOf(witnesses);
    }

    public void accept(Query query) {
        boolean duplicate = inProgress.enter(query.key());
        witnesses.forEach(witness -> witness.arrived(query, duplicate));
        switch (pool.admit(query)) {
            case SERVED -> begin(query);
            case REFUSED -> end(query, Outcome.REFUSED);
            case QUEUED -> {}
        }
    }

    /** Refuses all queries that wait for a worker, and returns how many there were. */
    public int dropQueue() {
        List<Query> waiting = pool.drain();
        waiting.forEach(query -> end(query, query.abandoned() ? Outcome.CANCELLED : Outcome.REFUSED));
        return waiting.size();
    }

    public int inProgress() {
        return inProgress.total();
    }

    public int queued() {
        return pool.queued();
    }

    private void begin(Query query) {
        query.begin(timeline.nanos(), rows.read(query.key()), faults.drawLot());
        timeline.after(timeFor(query), () -> faults.whenThawed(query.key(), query.lot(), () -> finish(query)));
    }

    private Duration timeFor(Query query) {
        Duration undisturbed = serviceTime.draw(pool.queueRatio());
        double slowness = faults.slowness(query.key(), query.lot());
        return Duration.ofNanos(Math.round(undisturbed.toNanos() * slowness));
    }

    private void finish(Query query) {
        passWorkerOn();
        end(query, outcomeOf(query));
    }

    private void passWorkerOn() {
        Optional<Query> next = pool.next();
        while (next.isPresent() && next.get().abandoned()) {
            end(next.get(), Outcome.CANCELLED);
            next = pool.next();
        }
        next.ifPresent(this::begin);
    }

    private Outcome outcomeOf(Query query) {
        if (query.abandoned()) {
            return Outcome.CANCELLED;
        }
        return faults.spoiling(query.key(), query.lot())
                .map(Outcome::of)
                .orElse(query.foundRow() ? Outcome.FOUND : Outcome.ABSENT);
    }

    /**
     * Ends a query. The witnesses are notified first, so that a client with an answer finds its query in the ledger.
     */
    private void end(Query query, Outcome outcome) {
        long nowNanos = timeline.nanos();
        inProgress.leave(query.key());
        witnesses.forEach(witness -> witness.ended(query, outcome, nowNanos));
        query.answer(outcome);
    }
}
