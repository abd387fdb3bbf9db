package dev.corral.guard.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of a row as they are packed: each a line of name, colon and value.
 *
 * <p>Rows that are read often come with the same lines each time, so the last readings are kept: so many, and none of long
 * lines. Used by all threads at once, for a reading never changes.
 */
final class PackedFields {

    /** A power of two. */
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
                throw new IllegalArgumentException("a field's name has no colon, and no field a line break");
            }
            lines.append(name).append(':').append(value).append('\n');
        });
        return lines.toString();
    }

    /**
     * Not to be changed.
     *
     * @param lines in UTF-8, never changed again: text is made of them only where they are read
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
