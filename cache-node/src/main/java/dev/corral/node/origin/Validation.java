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
 * Asks the origin whether what was seen still holds, which costs it less than the row; and makes the row of what was seen
 * and a 304.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111#section-4.3">RFC 9111, validation</a>
 */
record Validation(Optional<Value> seen) {

    private static final String TAG = "etag";
    private static final String MODIFIED = "last-modified";
    private static final int NOT_MODIFIED = 304;
    /** They say how the bytes are to be read that are kept. */
    private static final Set<String> OF_THE_BYTES = Set.of("content-encoding", "content-range", "content-type");
    /** They told of the one answer with which they came. */
    private static final Set<String> OF_THE_ANSWER = Set.of("age", "cache-status");

    static Validation of(Request request) {
        return new Validation(request.seen()
                .map(Entry::content)
                .filter(content -> content instanceof Value)
                .map(Value.class::cast));
    }

    /** The request fields that ask; none where nothing was seen that could be asked about. */
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

    /** A date has whole seconds: what was read within the second of its change may have changed once more in it. */
    private static boolean settled(Map<String, String> fields) {
        Optional<Instant> modified = Optional.ofNullable(fields.get(MODIFIED)).flatMap(HttpDate::parse);
        Optional<Instant> read = Optional.ofNullable(fields.get("date")).flatMap(HttpDate::parse);
        return modified.isPresent() && read.isPresent() && modified.get().isBefore(read.get());
    }

    /** Whether it is a 304 for something else than was asked about: then only the whole row will do. */
    boolean missedBy(Reply reply) {
        Optional<String> answered = tag(reply.fields());
        return reply.status() == NOT_MODIFIED
                && !conditions().isEmpty()
                && answered.isPresent()
                && !answered.map(EntityTag::opaque)
                        .equals(seen.flatMap(value -> tag(value.fields())).map(EntityTag::opaque));
    }

    /** The row whole, where a 304 says that it has not changed; any other reply as it is. */
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
