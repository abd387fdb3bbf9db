package dev.corral.node.wiring;

import dev.corral.guard.core.Layer;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Stack;
import dev.corral.guard.layer.Deadline;
import dev.corral.guard.layer.Fill;
import dev.corral.guard.layer.FleetLock;
import dev.corral.guard.layer.Gate;
import dev.corral.guard.layer.LookAgain;
import dev.corral.guard.layer.Lookup;
import dev.corral.guard.layer.NearCache;
import dev.corral.guard.layer.SingleFlight;
import dev.corral.guard.policy.Verdict;
import dev.corral.node.tolerance.BreakerLayer;
import dev.corral.node.tolerance.TimeoutLayer;
import java.util.List;
import java.util.Set;

/** The layers by name, in the only order in which they may stand: the one place that knows names and classes. */
final class Registry {

    static final String DEADLINE = "deadline";
    static final String NEAR = "near";
    static final String LOOKUP = "lookup";
    static final String SINGLE_FLIGHT = "single-flight";
    static final String LOOK_AGAIN = "look-again";
    static final String LOCK = "lock";
    static final String FILL = "fill";
    static final String BREAKER = "breaker";
    static final String GATE = "gate";
    static final String TIMEOUT = "timeout";

    /** Without these a wait has no end. */
    static final List<String> NEEDED = List.of(DEADLINE, TIMEOUT);

    /** The layers that may be left out; the others are what a cache is. */
    static final Set<String> MITIGATIONS = Set.of(NEAR, SINGLE_FLIGHT, LOCK, BREAKER, GATE);

    /** The layers that neither keep nor share an answer. */
    private static final Set<String> AROUND = Set.of(DEADLINE, BREAKER, GATE, TIMEOUT);

    /** How a layer is made for a cache. */
    @FunctionalInterface
    private interface Maker {
        Loader make(Loader next, Site site);
    }

    private record Piece(String name, Maker maker, NumbersOf numbers) {}

    /** The numbers by which a layer works, as people read them. */
    @FunctionalInterface
    private interface NumbersOf {
        Numbers of(Plan plan, Settings settings);
    }

    private static final List<Piece> PIECES = List.of(
            new Piece(DEADLINE, Registry::deadline, (plan, settings) -> Numbers.of("after", settings.deadline())),
            new Piece(NEAR, Registry::near, (plan, settings) -> Numbers.of(settings.near())),
            new Piece(LOOKUP, Registry::lookup, (plan, settings) -> Numbers.freshness(plan.lifetimes())),
            new Piece(SINGLE_FLIGHT, Registry::singleFlight, (plan, settings) -> Numbers.of(settings.flights())),
            new Piece(LOOK_AGAIN, Registry::lookAgain, (plan, settings) -> Numbers.NONE),
            new Piece(LOCK, Registry::lock, (plan, settings) -> Numbers.of(settings.lock())),
            new Piece(FILL, Registry::fill, (plan, settings) -> Numbers.retention(plan)),
            new Piece(BREAKER, Registry::breaker, (plan, settings) -> Numbers.of(settings.breaker())),
            new Piece(GATE, Registry::gate, (plan, settings) -> Numbers.of(settings.gate())),
            new Piece(
                    TIMEOUT,
                    Registry::timeout,
                    (plan, settings) -> Numbers.of("after", settings.origin().timeout())));

    /** Outermost first. */
    static final List<String> ORDER = PIECES.stream().map(Piece::name).toList();

    private Registry() {}

    static Stack stack(Site site) {
        return stack(site, site.plan().layers());
    }

    /** For requests that neither share nor keep: what guards the origin stays. */
    static Stack stackAround(Site site) {
        return stack(
                site, site.plan().layers().stream().filter(AROUND::contains).toList());
    }

    private static Stack stack(Site site, List<String> layers) {
        return new Stack(layers.stream()
                .map(name -> new Stack.Named(name, layer(piece(name), site)))
                .toList());
    }

    static Numbers numbers(String layer, Plan plan, Settings settings) {
        return piece(layer).numbers().of(plan, settings);
    }

    private static Layer layer(Piece piece, Site site) {
        return next -> piece.maker().make(next, site);
    }

    private static Piece piece(String name) {
        return PIECES.get(ORDER.indexOf(name));
    }

    private static Loader deadline(Loader next, Site site) {
        return new Deadline(next, site.settings().deadline(), site.environment().clock());
    }

    private static Loader near(Loader next, Site site) {
        return new NearCache(
                next,
                site.freshness(),
                site.utilities().shelf(),
                site.environment().clock(),
                site.events());
    }

    private static Loader lookup(Loader next, Site site) {
        return new Lookup(
                next, site.freshness(), site.store(), site.environment().clock(), site.events());
    }

    private static Loader singleFlight(Loader next, Site site) {
        return new SingleFlight(next, site.flights());
    }

    private static Loader lookAgain(Loader next, Site site) {
        return new LookAgain(
                next, site.freshness(), site.store(), site.environment().clock(), site.events());
    }

    private static Loader lock(Loader next, Site site) {
        return new FleetLock(next, Verdict.ofKey(), site.lockTimes(), site.locks(), site.environment(), site.events());
    }

    private static Loader fill(Loader next, Site site) {
        return new Fill(
                next, site.retention(), site.writer(), site.environment().clock(), site.events());
    }

    private static Loader breaker(Loader next, Site site) {
        return new BreakerLayer(
                next,
                site.settings().breaker().trip(),
                Verdict.ofOrigin(),
                site.plan().cache(),
                site.environment().clock(),
                site.events());
    }

    private static Loader gate(Loader next, Site site) {
        return new Gate(next, site.utilities().turnstile(), site.environment(), site.events());
    }

    private static Loader timeout(Loader next, Site site) {
        return new TimeoutLayer(next, site.settings().origin().timeout(), site.environment());
    }
}
