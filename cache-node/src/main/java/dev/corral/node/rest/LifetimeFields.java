package dev.corral.node.rest;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content.Passed;
import dev.corral.guard.core.Content.Value;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Limits;
import dev.corral.node.origin.StatedLifetime;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;

/**
 * The response headers that state a lifetime to a cache in front of the node: the origin's own if this cache honours
 * them, otherwise values of the node's settings.
 */
final class LifetimeFields {

    private static final CharSequence AGE = HttpHeaders.createOptimized("Age");
    private static final CharSequence CONTROL = HttpHeaders.createOptimized("Cache-Control");
    private static final CharSequence EXPIRES = HttpHeaders.createOptimized("Expires");

    private LifetimeFields() {}

    /** @param honours whether this cache honours the origin's headers */
    static void tell(Reply reply, Answer answer, boolean honours, long nowMicros) {
        Duration kept = answer.entry().map(entry -> entry.age(nowMicros)).orElse(Duration.ZERO);
        switch (answer.content()) {
            case Passed passed -> tellPassed(reply, passed);
            case Value value when honours && StatedLifetime.in(value.fields()) -> tell(reply, value.fields(), kept);
            default -> tell(reply, promised(answer, nowMicros), kept);
        }
    }

    /**
     * The {@code Cache-Control} of a stored entry. If the row may have changed without notice, no cache in front of the
     * node may reuse the response, whatever the entry's limits are.
     */
    private static String promised(Answer answer, long nowMicros) {
        return answer.entry()
                .filter(entry -> !answer.stale() || !entry.fresh(nowMicros))
                .map(LifetimeFields::control)
                .orElse("no-cache");
    }

    /** Adds no lifetime to a response that was not stored, unless the origin states one. */
    private static void tellPassed(Reply reply, Passed passed) {
        if (passed.fields().containsKey("cache-control") || passed.fields().containsKey("expires")) {
            tell(reply, passed.fields(), Duration.ZERO);
        } else {
            tell(reply, passed.personal() ? "private, no-cache" : "no-cache", StatedLifetime.age(passed.fields()));
        }
    }

    /** Adds the origin's own headers. */
    private static void tell(Reply reply, Map<String, String> fields, Duration kept) {
        reply.field(AGE, seconds(StatedLifetime.age(fields).plus(kept)));
        copy(fields, "cache-control", reply, CONTROL);
        copy(fields, "expires", reply, EXPIRES);
    }

    private static void copy(Map<String, String> fields, String from, Reply reply, CharSequence to) {
        String value = fields.get(from);
        if (value != null) {
            reply.field(to, value);
        }
    }

    private static void tell(Reply reply, String control, Duration age) {
        reply.field(AGE, seconds(age)).field(CONTROL, control);
    }

    /** The lifetime of an entry, counted from its write, as {@code Age} is. */
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
