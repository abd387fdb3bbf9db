package dev.corral.node.origin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The version of a row, as the origin sends it; an older row never replaces a newer one. Of several different versions
 * the lowest counts, because at worst a row with too low a version is refused.
 *
 * @param number the version; 0 if the origin sends none
 * @param isReadable whether every value is a number; if not, the row is not stored, because its order among other
 *     versions is unknown
 */
record RowVersion(long number, boolean isReadable) {

    private static final RowVersion NONE = new RowVersion(0, true);
    private static final RowVersion UNREADABLE = new RowVersion(0, false);
    /** One digit less than a long has. */
    private static final int MOST_DIGITS = 18;

    /** @param header the name of the header with the version, if there is one */
    static RowVersion in(Map<String, String> fields, Optional<String> header) {
        return header.map(RowVersion::field)
                .map(fields::get)
                .map(RowVersion::values)
                .filter(values -> !values.isEmpty())
                .map(RowVersion::of)
                .orElse(NONE);
    }

    /** The name under which {@link Fields} keeps the header. */
    static String field(String header) {
        return header.toLowerCase(Locale.ROOT);
    }

    /** The values of the lines that {@link Fields} has joined. */
    static List<String> values(String joined) {
        return Arrays.stream(joined.split(","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static RowVersion of(List<String> values) {
        return values.stream().allMatch(RowVersion::isNumber)
                ? new RowVersion(
                        values.stream().mapToLong(Long::parseLong).min().orElseThrow(), true)
                : UNREADABLE;
    }

    private static boolean isNumber(String value) {
        return value.length() <= MOST_DIGITS && value.chars().allMatch(each -> each >= '0' && each <= '9');
    }
}
