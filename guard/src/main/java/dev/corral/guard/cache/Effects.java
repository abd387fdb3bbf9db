package dev.corral.guard.cache;

import dev.corral.guard.core.Purpose;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Outcome;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The outcomes and events that a layer can cause by itself. Those of the layers inside it are theirs. No layer causes a
 * cancellation: the caller does.
 *
 * @param outcomes of the requests for which a caller waits
 * @param refreshOutcomes of the refreshes
 * @param refreshes whether the layer begins refreshes
 * @param events the events that the layer reports
 */
public record Effects(Set<Outcome> outcomes, Set<Outcome> refreshOutcomes, boolean refreshes, Set<Event> events) {

    /** The effects of a layer that only passes on requests. */
    public static final Effects NONE = new Effects(Set.of(), Set.of(), false, Set.of());

    public Effects {
        outcomes = Set.copyOf(outcomes);
        refreshOutcomes = Set.copyOf(refreshOutcomes);
        events = Set.copyOf(events);
    }

    /** Returns the effects of a layer that causes these outcomes of all requests alike. */
    public static Effects of(Outcome... outcomes) {
        return of(Set.of(outcomes), Set.of(outcomes));
    }

    static Effects of(Set<Outcome> outcomes, Set<Outcome> refreshOutcomes) {
        return new Effects(outcomes, refreshOutcomes, false, Set.of());
    }

    /** Returns the effects of a layer that answers callers, and begins refreshes, which it passes on. */
    static Effects refreshing(Outcome... outcomes) {
        return new Effects(Set.of(outcomes), Set.of(), true, Set.of());
    }

    /** Returns these effects and more events. */
    public Effects and(Event... more) {
        Set<Event> all = Stream.concat(events.stream(), Arrays.stream(more)).collect(Collectors.toSet());
        return new Effects(outcomes, refreshOutcomes, refreshes, all);
    }

    Set<Outcome> outcomes(Purpose purpose) {
        return purpose.refresh() ? refreshOutcomes : outcomes;
    }
}
