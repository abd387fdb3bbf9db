package dev.corral.node.wiring;

import dev.corral.guard.core.Key;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Stack;
import dev.corral.guard.layer.Flights;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.store.SharedStore;
import dev.corral.node.metrics.CacheMeters;
import dev.corral.node.metrics.NodeMetrics;
import dev.corral.node.origin.HttpOrigin;
import dev.corral.node.tolerance.PendingInvalidations.Outcome;
import dev.corral.node.tolerance.StoreBreaker;
import dev.corral.node.tolerance.UnseeingStore;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Builds every configured cache over one store and one origin. */
final class Assembly {

    private final Settings settings;
    private final Site.Utilities utilities;
    private final HttpOrigin origin;
    private final EventsByCache events;
    private final NodeMetrics metrics;

    Assembly(
            Settings settings, Site.Utilities utilities, HttpOrigin origin, EventsByCache events, NodeMetrics metrics) {
        this.settings = settings;
        this.utilities = utilities;
        this.origin = origin;
        this.events = events;
        this.metrics = metrics;
    }

    Caches build() {
        Set<String> without = Set.copyOf(settings.without().orElse(List.of()));
        List<NamedCache> caches = settings.caches().entrySet().stream()
                .map(cache -> Plan.of(cache.getKey(), cache.getValue(), without))
                .sorted(Plan.LADDER)
                .map(this::build)
                .toList();
        return new Caches(caches);
    }

    private NamedCache build(Plan plan) {
        Events events = this.events.of(plan.cache());
        Flights flights = new Flights(bounds(plan), utilities.environment(), events);
        Site site = new Site(plan, settings, utilities(plan, events), events, flights);
        Stack stack = Registry.stack(site);
        CacheMeters meters = metrics.meters(plan.cache(), stack.names());
        Loader chain = stack.over(origin, meters, utilities.environment().clock());
        Ways ways = new Ways(chain, around(site, meters));
        Loads loads = new Loads(flights, meters);
        return new NamedCache(
                Description.of(plan, settings), ways, origin, store(plan), invalidation(plan, flights), loads);
    }

    private Optional<Loader> around(Site site, CacheMeters meters) {
        if (site.cache().credentials() == CacheSettings.Credentials.IGNORE) {
            return Optional.empty();
        }
        Loader around = Registry.stackAround(site)
                .over(origin, meters, utilities.environment().clock());
        return Optional.of(request -> {
            site.events().happened(Event.BYPASSED);
            return around.load(request);
        });
    }

    /** A breaker guards the way to the shared store as it guards the origin. */
    private Site.Utilities utilities(Plan plan, Events events) {
        Site.Utilities guarded = plan.has(Registry.BREAKER)
                ? utilities.over(new StoreBreaker(
                        utilities.store(),
                        utilities.locks(),
                        settings.breaker().trip(),
                        plan.cache(),
                        utilities.environment().clock(),
                        events))
                : utilities;
        return settings.writes()
                ? guarded.over(new UnseeingStore(guarded.store(), guarded.locks(), utilities.pending()))
                : guarded;
    }

    private Optional<SharedStore> store(Plan plan) {
        return plan.has(Registry.LOOKUP) ? Optional.of(utilities.store()) : Optional.empty();
    }

    /** This process' own knowledge goes last: a flight that began before could still find the old value in the store. */
    private Function<Key, Uni<Outcome>> invalidation(Plan plan, Flights flights) {
        Duration life = Lifetimes.longest(settings.caches().get(plan.cache()));
        return key -> (plan.has(Registry.LOOKUP)
                        ? utilities.pending().invalidate(key, life)
                        : Uni.createFrom().item(Outcome.DONE))
                .eventually(() -> forget(flights, key));
    }

    /** The push that tells the near cache may come later than the writer's next read. */
    private void forget(Flights flights, Key key) {
        utilities.shelf().changed(key);
        flights.forget(key);
    }

    /** A flight outlives every wait inside it: for the lock, for the origin, and for the store around them. */
    private Flights.Bounds bounds(Plan plan) {
        Duration load =
                Rules.longestLoad(settings).plus(settings.store().timeout().multipliedBy(2));
        Duration limit = plan.has(Registry.LOCK) ? load.plus(settings.lock().waitBudget()) : load;
        return new Flights.Bounds(
                limit, settings.flights().max(), settings.flights().callers());
    }
}
