package dev.corral.guard.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The text form of a row's fields in an entry: one line per field, with name, colon and value.
 *
 * <p>Rows that are read often have the same lines each time, so the last parsed results are cached: a fixed number of
 * them, and none of long lines. All threads use the cache at once, because a parsed result never changes.
 */
final class PackedFields {

    /** The number of cached results; a power of two. */
    private static final int PLACES = 1 << 8;

    private static final int LONGEST_KEPT = 1_024;

    private static final Reading[] LAST = new Reading[PLACES];

    @SuppressWarnings("ArrayRecordComponent")
    private record Reading(byte[] lines, Map<String, String> fields) {}

    private PackedFields() {}

    static String pack(Map<String, String> fields) {
        StringBuilder lines = new StringBuilder();
        fields.forEach((name, value) -> {
            if (name.indexOf(':') >= 0 || (name + value).indexOf('\n') >= 0) {
                throw new IllegalArgumentException("a metadata name must have no colon, and a value no line break");
            }
            lines.append(name).append(':').append(value).append('\n');
        });
        return lines.toString();
    }

    /**
     * Parses the fields. The returned map must not be changed.
     *
     * @param lines in UTF-8; the array must not change afterwards. It is decoded to text only if no cached result
     *     matches.
     */
    static Map<String, String> read(byte[] lines) {
        int place = Arrays.hashCode(lines) & PLACES - 1;
        Reading last = LAST[place];
        if (last != null && Arrays.equals(last.lines, lines)) {
            return last.fields;
        }
        Map<String, String> fields = fields(new String(lines, UTF_8));
        if (lines.length <= LONGEST_KEPT) {
            LAST[place] = new Reading(lines, fields);
        }
        return fields;
    }

    private static Map<String, String> fields(String lines) {
        Map<String, String> fields = new LinkedHashMap<>();
        int from = 0;
        for (int end = lines.indexOf('\n'); end >= 0; end = lines.indexOf('\n', from)) {
            int colon = lines.indexOf(':', from);
            if (colon >= 0 && colon < end) {
                fields.put(lines.substring(from, colon), lines.substring(colon + 1, end));
            }
            from = end + 1;
        }
        return Collections.unmodifiableMap(fields);
    }
}
