package dev.corral.guard.cache;

import dev.corral.guard.chain.Stack;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.policy.Staleness;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Outcome;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The answers and events that the chain of a cache can have with its settings. Metrics export them from the start, and
 * anything else when it first happens.
 *
 * <p>A probe in front of a layer sees the answers of the layer and of all layers inside it. Failures, refusals and
 * cancellations are not listed, because they are possible everywhere.
 *
 * @param answers by layer, outermost first, the origin included, and by purpose; a purpose that no request of the layer
 *     can have is absent
 */
public record PossibleCounts(Map<String, Map<Purpose, Set<Outcome>>> answers, Set<Event> events) {

    /** No answer and no event. */
    public static final PossibleCounts NONE = new PossibleCounts(Map.of(), Set.of());

    /** The events that any chain can have, because they do not depend on its layers. */
    private static final Set<Event> OF_EVERY_CACHE = EnumSet.of(
            Event.BYPASSED,
            Event.SHED,
            Event.INVALIDATION_PENDING,
            Event.INVALIDATION_RECOVERED,
            Event.INVALIDATION_EXPIRED,
            Event.INVALIDATION_DROPPED);

    private static final Effects OF_ORIGIN = Effects.answering(Outcome.ORIGIN);

    /** Returns the answers and events of a cache with these settings, whose chains can have these layers. */
    public static PossibleCounts of(Layers layers, CacheConfig config) {
        List<LayerKind> kinds = layers.of(config);
        Map<String, Map<Purpose, Set<Outcome>>> answers = new LinkedHashMap<>();
        Set<Purpose> purposes = EnumSet.of(Purpose.FOREGROUND);
        for (int at = 0; at < kinds.size(); at++) {
            answers.put(kinds.get(at).name(), answers(kinds.subList(at, kinds.size()), purposes, config));
            if (kinds.get(at).effects().refreshes()) {
                purposes.addAll(refreshes(config));
            }
        }
        answers.put(Stack.ORIGIN, answers(List.of(), purposes, config));
        return new PossibleCounts(answers, events(kinds, config));
    }

    private static Map<Purpose, Set<Outcome>> answers(
            List<LayerKind> fromHere, Set<Purpose> purposes, CacheConfig config) {
        return purposes.stream()
                .collect(Collectors.toMap(purpose -> purpose, purpose -> answers(fromHere, purpose, config)));
    }

    private static Set<Outcome> answers(List<LayerKind> fromHere, Purpose purpose, CacheConfig config) {
        Set<Outcome> answers = EnumSet.copyOf(OF_ORIGIN.answers(purpose));
        fromHere.forEach(kind -> answers.addAll(kind.effects().answers(purpose)));
        if (!servesStale(config)) {
            answers.remove(Outcome.STALE);
        }
        return answers;
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
