package dev.corral.node.origin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The version that an origin gives a row, by which an older row never replaces a newer one. Of several different versions
 * the lowest counts, because a row that claims too low a version is refused at worst.
 *
 * @param number 0 where the origin gives none
 * @param isReadable whether every value is a number; else the row is not stored, because nothing says which row is older
 */
record RowVersion(long number, boolean isReadable) {

    private static final RowVersion NONE = new RowVersion(0, true);
    private static final RowVersion UNREADABLE = new RowVersion(0, false);
    /** One digit less than a long has. */
    private static final int MOST_DIGITS = 18;

    /** @param header names the field with the version, where there is one */
    static RowVersion in(Map<String, String> fields, Optional<String> header) {
        return header.map(RowVersion::field)
                .map(fields::get)
                .map(RowVersion::values)
                .filter(values -> !values.isEmpty())
                .map(RowVersion::of)
                .orElse(NONE);
    }

    /** The name under which {@link Fields} keeps it. */
    static String field(String header) {
        return header.toLowerCase(Locale.ROOT);
    }

    /** Of lines that {@link Fields} has joined. */
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
