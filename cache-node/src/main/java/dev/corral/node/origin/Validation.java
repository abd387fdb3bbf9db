package dev.corral.node.origin;

import dev.corral.guard.core.Content.Value;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Request;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The validation of a value that was seen before: a conditional request, which costs the origin less than the row, and
 * the row that results from that value and a 304.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111#section-4.3">RFC 9111, validation</a>
 */
record Validation(Optional<Value> seen) {

    private static final String TAG = "etag";
    private static final String MODIFIED = "last-modified";
    private static final int NOT_MODIFIED = 304;
    /** Headers that state how to read the bytes that are kept. */
    private static final Set<String> OF_THE_BYTES = Set.of("content-encoding", "content-range", "content-type");
    /** Headers that concern only the response in which they were sent. */
    private static final Set<String> OF_THE_ANSWER = Set.of("age", "cache-status");

    static Validation of(Request request) {
        return new Validation(request.seen()
                .map(Entry::content)
                .filter(content -> content instanceof Value)
                .map(Value.class::cast));
    }

    /** The conditional request headers; empty if there is no earlier value that can be validated. */
    Map<String, String> conditions() {
        Map<String, String> conditions = new LinkedHashMap<>();
        seen.map(Value::fields).ifPresent(fields -> {
            tag(fields).ifPresent(tag -> conditions.put("if-none-match", tag));
            if (settled(fields)) {
                conditions.put("if-modified-since", fields.get(MODIFIED));
            }
        });
        return conditions;
    }

    /**
     * Whether the value was read in a later second than it changed. A date has whole seconds, so that a value read
     * within the second of its change may have changed again in it.
     */
    private static boolean settled(Map<String, String> fields) {
        Optional<Instant> modified = Optional.ofNullable(fields.get(MODIFIED)).flatMap(HttpDate::parse);
        Optional<Instant> read = Optional.ofNullable(fields.get("date")).flatMap(HttpDate::parse);
        return modified.isPresent() && read.isPresent() && modified.get().isBefore(read.get());
    }

    /** Whether the reply is a 304 for another tag than the request named; then only the whole row is usable. */
    boolean missedBy(Reply reply) {
        Optional<String> answered = tag(reply.fields());
        return reply.status() == NOT_MODIFIED
                && !conditions().isEmpty()
                && answered.isPresent()
                && !answered.map(EntityTag::opaque)
                        .equals(seen.flatMap(value -> tag(value.fields())).map(EntityTag::opaque));
    }

    /** The whole row, if a 304 confirms it; any other reply as it is. */
    Reply complete(Reply reply) {
        if (reply.status() != NOT_MODIFIED || conditions().isEmpty()) {
            return reply;
        }
        Value value = seen.orElseThrow();
        Map<String, String> fields = new LinkedHashMap<>(value.fields());
        fields.keySet().removeAll(OF_THE_ANSWER);
        reply.fields().forEach((name, text) -> {
            if (!OF_THE_BYTES.contains(name)) {
                fields.put(name, text);
            }
        });
        return new Reply(200, fields, value.bytes());
    }

    private static Optional<String> tag(Map<String, String> fields) {
        return Optional.ofNullable(fields.get(TAG)).filter(EntityTag::valid);
    }
}
