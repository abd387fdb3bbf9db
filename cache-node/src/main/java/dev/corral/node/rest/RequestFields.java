package dev.corral.node.rest;

import dev.corral.node.origin.ClientAttempt;
import dev.corral.node.origin.Credentials;
import dev.corral.node.origin.ForwardedFields;
import io.vertx.core.http.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The request headers that are sent to the origin. */
final class RequestFields {

    private static final Map<String, Repeated> SINGLE = Map.of(
            "authorization", Repeated.REFUSED,
            "content-type", Repeated.REFUSED,
            "if-unmodified-since", Repeated.REFUSED,
            "cookie", Repeated.COOKIES,
            "from", Repeated.FIRST,
            "origin", Repeated.FIRST,
            "referer", Repeated.FIRST,
            "user-agent", Repeated.FIRST,
            "traceparent", Repeated.NONE,
            "corral-attempt", Repeated.ATTEMPT);

    private static final String TYPE = "content-type";
    /** The headers that describe the row that a writer sends, and the row that it means to replace. */
    private static final List<Wanted> OF_A_WRITE = wanted(
            List.of(TYPE, "content-encoding", "content-language", "if-match", "if-none-match", "if-unmodified-since"));

    private static final List<Wanted> CREDENTIALS = wanted(Credentials.NAMES);

    private final List<Wanted> forwarded;

    RequestFields(ForwardedFields forwarded) {
        this.forwarded = wanted(forwarded.names());
    }

    /** The result of several lines of one request header. */
    private enum Repeated {
        /** One line, with commas between the values. */
        LIST,
        /** One line, with semicolons between the pairs. */
        COOKIES,
        /** The first line. */
        FIRST,
        /** No line if they differ: a new trace begins. */
        NONE,
        /** No line if they differ, nor if the one line is not the number of a repeated request. */
        ATTEMPT,
        /** An error of the client if they differ, because each recipient would choose another. */
        REFUSED
    }

    /** @param line the name in the form that the server compares fastest */
    private record Wanted(String name, CharSequence line, Repeated repeated) {
        static Wanted of(String name) {
            return new Wanted(name, HttpHeaders.createOptimized(name), SINGLE.getOrDefault(name, Repeated.LIST));
        }

        /** The value; null if the header is absent. */
        String value(FieldLines lines) {
            List<String> values = lines.of(line);
            if (values == null || values.isEmpty()) {
                return null;
            }
            String value = values.size() == 1 ? values.getFirst() : value(values);
            return repeated == Repeated.ATTEMPT ? ClientAttempt.repeated(value) : value;
        }

        private String value(List<String> values) {
            return switch (repeated) {
                case LIST -> String.join(", ", values);
                case COOKIES -> String.join("; ", values);
                case FIRST -> values.getFirst();
                case NONE, ATTEMPT -> FieldLines.differ(values) ? null : values.getFirst();
                case REFUSED -> {
                    if (FieldLines.differ(values)) {
                        throw new ProblemException(Problems.repeatedField(name));
                    }
                    yield values.getFirst();
                }
            };
        }
    }

    Map<String, String> ofRead(FieldLines lines, boolean withCredentials) {
        Map<String, String> fields = copy(lines, forwarded, Map.of());
        return withCredentials ? copy(lines, CREDENTIALS, fields) : fields;
    }

    Map<String, String> ofWrite(FieldLines lines, boolean withCredentials) {
        return copy(lines, OF_A_WRITE, ofRead(lines, withCredentials));
    }

    Map<String, String> ofPut(FieldLines lines, boolean withCredentials) {
        Map<String, String> fields = new LinkedHashMap<>(ofWrite(lines, withCredentials));
        fields.putIfAbsent(TYPE, MediaType.APPLICATION_OCTET_STREAM);
        return fields;
    }

    /** Copies the headers that are present. Most reads have none of them, and no map is created for them. */
    private static Map<String, String> copy(FieldLines lines, List<Wanted> wanted, Map<String, String> before) {
        Map<String, String> fields = before;
        for (Wanted field : wanted) {
            String value = field.value(lines);
            if (value != null) {
                fields = fields.isEmpty() ? new LinkedHashMap<>() : fields;
                fields.put(field.name(), value);
            }
        }
        return fields;
    }

    private static List<Wanted> wanted(Collection<String> names) {
        return names.stream().map(Wanted::of).toList();
    }
}
