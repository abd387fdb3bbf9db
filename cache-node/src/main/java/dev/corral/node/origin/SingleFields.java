package dev.corral.node.origin;

import static dev.corral.node.origin.SingleFields.Differing.EXPIRED;
import static dev.corral.node.origin.SingleFields.Differing.FIRST;
import static dev.corral.node.origin.SingleFields.Differing.LAST_TYPE;
import static dev.corral.node.origin.SingleFields.Differing.NONE;
import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The response headers that have one value, and which value counts when an origin sends several lines of one. Equal
 * lines count as one line and empty lines are skipped; every other header is a list, whose lines are joined.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.3">RFC 9110, field order</a>
 */
final class SingleFields {

    /** The result of several different lines of one header. */
    enum Differing {
        /** The first line. */
        FIRST,
        /** The last line that begins with a type and a subtype, as in browsers; if there is none, the first line. */
        LAST_TYPE,
        /** A date in the past: in doubt a response is stale. */
        EXPIRED,
        /** No line at all: a wrong value would confirm a row that has changed, or keep it too long. */
        NONE
    }

    /** The headers, by lower-case name. */
    static final Map<String, Differing> TABLE = Map.ofEntries(
            entry("age", FIRST),
            entry("content-disposition", FIRST),
            entry("content-location", FIRST),
            entry("content-range", FIRST),
            entry("content-type", LAST_TYPE),
            entry("date", NONE),
            entry("etag", NONE),
            entry("expires", EXPIRED),
            entry("last-modified", NONE),
            entry("location", FIRST),
            entry("retry-after", FIRST),
            entry("server", FIRST),
            entry("strict-transport-security", FIRST));

    /** A value of {@code Expires} that every cache treats as past (RFC 9111, 5.3). */
    static final String PAST = "0";

    private static final Pattern TYPE =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+\\s*(;.*)?");

    private SingleFields() {}

    static boolean contains(String name) {
        return TABLE.containsKey(name);
    }

    /** The one value of the lines; empty if none counts. */
    static Optional<String> value(String name, List<String> lines) {
        List<String> values =
                lines.stream().filter(line -> !line.isEmpty()).distinct().toList();
        if (values.size() < 2) {
            return lines.stream()
                    .filter(line -> values.isEmpty() || !line.isEmpty())
                    .findFirst();
        }
        return switch (TABLE.get(name)) {
            case FIRST -> Optional.of(values.getFirst());
            case LAST_TYPE -> Optional.of(lastType(values));
            case EXPIRED -> Optional.of(PAST);
            case NONE -> Optional.empty();
        };
    }

    private static String lastType(List<String> values) {
        return values.reversed().stream()
                .filter(value -> TYPE.matcher(value).matches())
                .findFirst()
                .orElse(values.getFirst());
    }
}
