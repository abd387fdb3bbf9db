package dev.corral.node.rest;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content.Passed;
import dev.corral.guard.core.Content.Value;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Limits;
import dev.corral.node.origin.StatedLifetime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a cache in front of the node is told about the time an answer is good for: the origin's word where it counts here
 * too, else the node's own numbers.
 */
final class LifetimeFields {

    private static final String AGE = "Age";
    private static final String CONTROL = "Cache-Control";
    private static final String EXPIRES = "Expires";

    private LifetimeFields() {}

    /** @param honours whether the origin's word counts in this cache */
    static Map<String, String> of(Answer answer, boolean honours, long nowMicros) {
        Duration kept = answer.entry().map(entry -> entry.age(nowMicros)).orElse(Duration.ZERO);
        return switch (answer.content()) {
            case Passed passed -> ofPassed(passed);
            case Value value when honours && StatedLifetime.in(value.fields()) -> origins(value.fields(), kept);
            default -> own(promised(answer, nowMicros), kept);
        };
    }

    /** What may have changed unheard is promised to nobody further, whatever its entry says. */
    private static String promised(Answer answer, long nowMicros) {
        return answer.entry()
                .filter(entry -> !answer.stale() || !entry.fresh(nowMicros))
                .map(LifetimeFields::control)
                .orElse("no-cache");
    }

    /** Nothing is promised for what was not stored, unless the origin promises it. */
    private static Map<String, String> ofPassed(Passed passed) {
        return passed.fields().containsKey("cache-control") || passed.fields().containsKey("expires")
                ? origins(passed.fields(), Duration.ZERO)
                : own(passed.personal() ? "private, no-cache" : "no-cache", StatedLifetime.age(passed.fields()));
    }

    private static Map<String, String> origins(Map<String, String> fields, Duration kept) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put(AGE, seconds(StatedLifetime.age(fields).plus(kept)));
        copy(fields, CONTROL, told);
        copy(fields, EXPIRES, told);
        return told;
    }

    private static void copy(Map<String, String> fields, String name, Map<String, String> told) {
        String value = fields.get(name.toLowerCase(Locale.ROOT));
        if (value != null) {
            told.put(name, value);
        }
    }

    private static Map<String, String> own(String control, Duration age) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put(AGE, seconds(age));
        told.put(CONTROL, control);
        return told;
    }

    /** Counted from the write, as {@code Age} is. */
    private static String control(Entry entry) {
        Limits limits = entry.limits();
        String control = "max-age=" + limits.soft().toSeconds();
        control += within("stale-while-revalidate", limits.stale().minus(limits.soft()));
        return control
                + (limits.hard().equals(limits.stale())
                        ? ""
                        : within("stale-if-error", limits.hard().minus(limits.soft())));
    }

    private static String within(String directive, Duration span) {
        return span.isZero() ? "" : ", " + directive + "=" + span.toSeconds();
    }

    private static String seconds(Duration span) {
        return String.valueOf(span.toSeconds());
    }
}
