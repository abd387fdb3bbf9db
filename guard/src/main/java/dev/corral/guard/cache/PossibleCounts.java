package dev.corral.guard.cache;

import dev.corral.guard.chain.Stack;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.policy.Staleness;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Outcome;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The outcomes and events that metrics export of a cache.
 *
 * <p>The outermost layer has every outcome of the requests for which a caller waits. Any other layer has only the
 * outcomes that it can cause by itself: a probe counts every request that leaves its layer with such an outcome, so
 * that the difference of two probes is what the layers between them caused.
 *
 * @param outcomes by layer, outermost first, the origin included, and by purpose; a purpose that no request of the layer
 *     can have is absent
 */
public record PossibleCounts(Map<String, Map<Purpose, Set<Outcome>>> outcomes, Set<Event> events) {

    /** No outcome and no event. */
    public static final PossibleCounts NONE = new PossibleCounts(Map.of(), Set.of());

    /** The events that any chain can have, because they do not depend on its layers. */
    private static final Set<Event> OF_EVERY_CACHE = EnumSet.of(
            Event.BYPASSED,
            Event.SHED,
            Event.INVALIDATION_PENDING,
            Event.INVALIDATION_RECOVERED,
            Event.INVALIDATION_EXPIRED,
            Event.INVALIDATION_DROPPED);

    private static final Set<Purpose> REFRESHES = EnumSet.of(Purpose.REFRESH, Purpose.EARLY_REFRESH);

    /** Returns the counts of a chain with these settings. */
    public static PossibleCounts of(Layers layers, CacheConfig config) {
        List<LayerKind> kinds = layers.of(config);
        Map<String, Map<Purpose, Set<Outcome>>> outcomes = outcomes(kinds, refreshes(config));
        if (!servesStale(config)) {
            outcomes.values().forEach(each -> each.get(Purpose.FOREGROUND).remove(Outcome.STALE));
        }
        return new PossibleCounts(outcomes, events(kinds, config));
    }

    /** Returns the counts of all chains of these layers together: no chain can have any other. */
    public static PossibleCounts ofAny(Layers layers) {
        return new PossibleCounts(outcomes(layers.kinds(), REFRESHES), EnumSet.allOf(Event.class));
    }

    private static Map<String, Map<Purpose, Set<Outcome>>> outcomes(List<LayerKind> kinds, Set<Purpose> refreshes) {
        SequencedMap<String, Map<Purpose, Set<Outcome>>> outcomes = new LinkedHashMap<>();
        Set<Purpose> purposes = EnumSet.of(Purpose.FOREGROUND);
        for (LayerKind kind : kinds) {
            outcomes.put(kind.name(), outcomes(kind.effects(), purposes));
            if (kind.effects().refreshes()) {
                purposes.addAll(refreshes);
            }
        }
        outcomes.put(Stack.ORIGIN, outcomes(StandardEffects.ORIGIN, purposes));
        outcomes.firstEntry().getValue().put(Purpose.FOREGROUND, ofCallers(outcomes));
        return outcomes;
    }

    private static Map<Purpose, Set<Outcome>> outcomes(Effects effects, Set<Purpose> purposes) {
        Map<Purpose, Set<Outcome>> outcomes = new EnumMap<>(Purpose.class);
        for (Purpose purpose : purposes) {
            Set<Outcome> own = EnumSet.noneOf(Outcome.class);
            own.addAll(effects.outcomes(purpose));
            outcomes.put(purpose, own);
        }
        return outcomes;
    }

    /** The outcomes that a caller of the cache can see. */
    private static Set<Outcome> ofCallers(Map<String, Map<Purpose, Set<Outcome>>> outcomes) {
        Set<Outcome> all = EnumSet.of(Outcome.REFUSED, Outcome.FAILED, Outcome.CANCELLED);
        outcomes.values().forEach(each -> all.addAll(each.get(Purpose.FOREGROUND)));
        return all;
    }

    /** The purposes of the refreshes that a layer begins, if it begins any. */
    private static Set<Purpose> refreshes(CacheConfig config) {
        Set<Purpose> refreshes = EnumSet.noneOf(Purpose.class);
        if (Mitigation.SWR.isIn(config) || Mitigation.NEAR.isIn(config)) {
            refreshes.add(Purpose.REFRESH);
        }
        if (Mitigation.XFETCH.isIn(config)) {
            refreshes.add(Purpose.EARLY_REFRESH);
        }
        return refreshes;
    }

    /** Whether entries are served past their TTL, or near entries while the store cannot be read. */
    private static boolean servesStale(CacheConfig config) {
        return !config.lifetimes().staleness().equals(Staleness.NONE) || Mitigation.NEAR.isIn(config);
    }

    private static Set<Event> events(List<LayerKind> kinds, CacheConfig config) {
        Set<Event> events = EnumSet.copyOf(OF_EVERY_CACHE);
        kinds.forEach(kind -> events.addAll(kind.effects().events()));
        removeUnless(Mitigation.XFETCH.isIn(config), Event.EARLY_REFRESH, events);
        removeUnless(Mitigation.STALE_IF_ERROR.isIn(config), Event.STALE_IF_ERROR, events);
        removeUnless(Mitigation.NEGATIVE.isIn(config), Event.NEGATIVE_HIT, events);
        return events;
    }

    private static void removeUnless(boolean possible, Event event, Set<Event> events) {
        if (!possible) {
            events.remove(event);
        }
    }
}
