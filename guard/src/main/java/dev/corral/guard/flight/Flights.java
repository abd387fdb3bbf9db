package dev.corral.guard.flight;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.Request;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Quantity;
import dev.corral.guard.runtime.Environment;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The shared loads of one cache that are in progress in this process, at most one per key. */
public final class Flights {

    /**
     * The bounds of the flights that a chain starts.
     *
     * @param limit how long a flight may last before it is ended, longer than any wait and load inside it
     * @param flights the number of flights of the cache at once
     * @param callers the number of callers of one flight at once
     */
    public record Bounds(Duration limit, int flights, int callers) {}

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ConcurrentHashMap<Key, Flight> underWay = new ConcurrentHashMap<>();
    private final Environment environment;
    private final Events events;
    private final PersonalKeys personal;

    public Flights(Environment environment, Events events) {
        this.environment = environment;
        this.events = events;
        this.personal = new PersonalKeys(environment.clock());
    }

    /**
     * Forgets the flight of a key. A load that begins from now on does not join it; its callers still receive its
     * outcome.
     */
    public void forget(Key key) {
        underWay.remove(key);
    }

    /**
     * Ends every load, because this process stops. Leases are released, and the waiting callers may send their requests
     * to another process.
     */
    public void abandonAll() {
        underWay.values().forEach(flight -> abandon(flight, new LoadFailure.Shed("this process stops", RETRY_AFTER)));
    }

    /** The number of flights in progress. */
    public int size() {
        return underWay.size();
    }

    /** Whether the last answer of the key was for one caller alone. */
    boolean personal(Key key) {
        return personal.contain(key);
    }

    boolean full(Bounds bounds) {
        return underWay.size() >= bounds.flights();
    }

    Flight of(Key key) {
        return underWay.get(key);
    }

    /** @param alone loads for this caller only, if the answer of the flight is for another one */
    Follower follower(Request request, UniEmitter<? super Answer> emitter, Runnable alone) {
        long deadline = request.purpose().refresh() ? Long.MAX_VALUE : request.deadlineNanos();
        return new Follower(emitter, environment.loops().home(), deadline, alone);
    }

    /** @param whenOver runs once, when a flight that was started has completed or was abandoned */
    Flight prepare(Key key, int callers, Runnable whenOver) {
        return new Flight(key, callers, new Deadlines(environment, this::expire), whenOver);
    }

    boolean register(Flight flight) {
        return underWay.putIfAbsent(flight.key(), flight) == null;
    }

    /** Starts the load of a flight, outside of any caller's context. */
    void start(Flight flight, Duration limit, Supplier<Uni<Answer>> load) {
        flight.deadlines().end(flight, limit, this::abandon);
        environment
                .loops()
                .detached(() -> flight.loadedBy(Uni.createFrom()
                        .deferred(load::get)
                        .subscribe()
                        .with(answer -> complete(flight, answer, null), failure -> complete(flight, null, failure))));
    }

    void skipped() {
        events.happened(Event.REFRESH_SKIPPED);
    }

    void refused() {
        events.happened(Event.FLIGHTS_FULL);
    }

    void complete(Flight flight, Answer answer, Throwable failure) {
        // Removed first: a caller that finds the flight can still join it, or finds the outcome in the store.
        underWay.remove(flight.key(), flight);
        if (answer != null && answer.personal()) {
            personal.remember(flight.key());
        }
        if (flight.complete(answer, failure)) {
            events.observed(Quantity.CALLERS_OF_A_FLIGHT, flight.totalFollowers());
        }
    }

    private void abandon(Flight flight) {
        abandon(flight, new LoadFailure.DeadlineExceeded());
    }

    private void abandon(Flight flight, LoadFailure failure) {
        underWay.remove(flight.key(), flight);
        if (flight.abandon(failure)) {
            events.happened(Event.FLIGHT_EXPIRED);
        }
    }

    private void expire(Flight flight) {
        int expired = flight.expire(environment.clock(), new LoadFailure.DeadlineExceeded());
        for (int each = 0; each < expired; each++) {
            events.happened(Event.CALLER_EXPIRED);
        }
    }
}
