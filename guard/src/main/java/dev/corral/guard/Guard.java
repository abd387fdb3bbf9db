package dev.corral.guard;

import dev.corral.guard.core.Clock;
import dev.corral.guard.core.Environment;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Stack;
import dev.corral.guard.core.Stack.Named;
import dev.corral.guard.layer.Deadline;
import dev.corral.guard.layer.Fill;
import dev.corral.guard.layer.FleetLock;
import dev.corral.guard.layer.Flights;
import dev.corral.guard.layer.Lookup;
import dev.corral.guard.layer.NearCache;
import dev.corral.guard.layer.Shelf;
import dev.corral.guard.layer.SingleFlight;
import dev.corral.guard.layer.Writer;
import dev.corral.guard.policy.Absence;
import dev.corral.guard.policy.Expiry;
import dev.corral.guard.policy.Freshness;
import dev.corral.guard.policy.Staleness;
import dev.corral.guard.policy.Verdict;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Probe;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.SharedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The usual chain in a few words: deadline, near where there is a {@link Shelf}, lookup, single-flight, lock, fill.
 * Whoever wants another one puts a {@link Stack} together; nothing here is out of its reach.
 */
public final class Guard {

    private static final FleetLock.Times TIMES =
            new FleetLock.Times(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(7));
    private static final Duration DEADLINE = Duration.ofSeconds(8);
    private static final Flights.Bounds BOUNDS = new Flights.Bounds(Duration.ofSeconds(20), 10_000, 10_000);
    private static final int MAX_BYTES = 1 << 20;

    private final SharedStore store;
    private final FleetLocks locks;
    private final Environment environment;
    private Duration ttl = Duration.ofMinutes(1);
    private Duration staleFor = Duration.ZERO;
    private Duration staleIfError = Duration.ZERO;
    private double jitter = 0.2;
    private double beta;
    private Optional<Shelf> shelf = Optional.empty();
    private Duration absentFor = Duration.ZERO;
    private Events events = Events.NONE;
    private Probe probe = Probe.NONE;

    private Guard(SharedStore store, FleetLocks locks, Environment environment) {
        this.store = store;
        this.locks = locks;
        this.environment = environment;
    }

    public static <S extends SharedStore & FleetLocks> Guard on(S store, Environment environment) {
        return new Guard(store, store, environment);
    }

    /** How long an entry is fresh. Default: a minute. */
    public Guard ttl(Duration duration) {
        ttl = duration;
        return this;
    }

    /** How long after that it is served while it is refreshed. Default: not at all. */
    public Guard staleWhileRevalidate(Duration duration) {
        staleFor = duration;
        return this;
    }

    /** How long after its TTL it is served where a load fails. Default: not at all. */
    public Guard staleIfError(Duration duration) {
        staleIfError = duration;
        return this;
    }

    /** Spreads TTLs by plus or minus this share. Default: 0.2. */
    public Guard jitter(double fraction) {
        jitter = fraction;
        return this;
    }

    /** How long it is remembered that a row is absent. Default: not at all. */
    public Guard rememberAbsence(Duration duration) {
        absentFor = duration;
        return this;
    }

    /** Reloads entries early, by chance, so that none runs out: XFetch; 1 is a good measure. Default: not at all. */
    public Guard beta(double eagerness) {
        beta = eagerness;
        return this;
    }

    /** Keeps entries in this process too. One shelf serves all guards of a process; it must hear of changes. */
    public Guard near(Shelf newShelf) {
        shelf = Optional.of(newShelf);
        return this;
    }

    public Guard report(Events newEvents, Probe newProbe) {
        events = newEvents;
        probe = newProbe;
        return this;
    }

    /** @param origin bounds its own time: at most 3 s, or waiters give up before it answers */
    public Loader over(Loader origin) {
        Clock clock = environment.clock();
        Freshness freshness = freshness();
        Flights flights = new Flights(BOUNDS, environment, events);
        List<Named> layers = new ArrayList<>();
        layers.add(new Named("deadline", next -> new Deadline(next, DEADLINE, clock)));
        shelf.map(near -> new Named("near", next -> new NearCache(next, freshness, near, clock, events)))
                .ifPresent(layers::add);
        layers.add(new Named("lookup", next -> new Lookup(next, freshness, store, clock, events)));
        layers.add(new Named("single-flight", next -> new SingleFlight(next, flights)));
        layers.add(new Named("lock", next -> new FleetLock(next, Verdict.ofKey(), TIMES, locks, environment, events)));
        layers.add(new Named("fill", next -> new Fill(next, retention(), Writer.fenced(locks, events), clock, events)));
        return new Stack(layers).over(origin, probe, clock);
    }

    private Freshness freshness() {
        Freshness served = staleFor.isZero() ? Freshness.hardTtl() : Freshness.staleWhileRevalidate();
        return beta == 0 ? served : Freshness.xfetch(beta, environment.random(), served);
    }

    private Fill.Retention retention() {
        Expiry expiry = Expiry.jittered(ttl, jitter, new Staleness(staleFor, staleIfError), environment.random());
        Absence absence =
                absentFor.isZero() ? Absence.forgotten() : Absence.remembered(absentFor, jitter, environment.random());
        return new Fill.Retention(expiry, absence, MAX_BYTES);
    }
}
