package dev.corral.guard.cache;

import dev.corral.guard.core.Purpose;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Outcome;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The answers and events that a layer can cause by itself. Answers that it passes on from the layers inside it are not
 * listed; nor are failures, refusals and cancellations, because they are possible in every layer.
 *
 * @param answers how the layer can answer a request for which a caller waits
 * @param refreshAnswers how the layer can answer a refresh
 * @param refreshes whether the layer begins refreshes
 * @param events the events that the layer reports
 */
public record Effects(Set<Outcome> answers, Set<Outcome> refreshAnswers, boolean refreshes, Set<Event> events) {

    /** The effects of a layer that only passes on requests. */
    public static final Effects NONE = new Effects(Set.of(), Set.of(), false, Set.of());

    public Effects {
        answers = Set.copyOf(answers);
        refreshAnswers = Set.copyOf(refreshAnswers);
        events = Set.copyOf(events);
    }

    /** Returns the effects of a layer that answers all requests alike. */
    public static Effects answering(Outcome... outcomes) {
        return answering(Set.of(outcomes), Set.of(outcomes));
    }

    static Effects answering(Set<Outcome> answers, Set<Outcome> refreshAnswers) {
        return new Effects(answers, refreshAnswers, false, Set.of());
    }

    /** Returns the effects of a layer that answers callers, and begins refreshes, which it passes on. */
    static Effects refreshing(Outcome... outcomes) {
        return new Effects(Set.of(outcomes), Set.of(), true, Set.of());
    }

    /** Returns these effects and more events. */
    public Effects and(Event... more) {
        Set<Event> all = Stream.concat(events.stream(), Arrays.stream(more)).collect(Collectors.toSet());
        return new Effects(answers, refreshAnswers, refreshes, all);
    }

    Set<Outcome> answers(Purpose purpose) {
        return purpose.refresh() ? refreshAnswers : answers;
    }
}
