package dev.corral.node.origin;

import dev.corral.guard.core.LoadFailure.OriginFailed;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The length of a body as its {@code Content-Length} header announces it. Equal values, in several lines or in one, are
 * one value.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112, message body length</a>
 */
final class ContentLength {

    /** One digit less than a long has. */
    private static final int MOST_DIGITS = 18;

    private static final int LONGEST_SHOWN = 40;

    private ContentLength() {}

    /**
     * Returns empty if no length is announced.
     *
     * @param lines every line of {@code Content-Length}
     * @throws OriginFailed if the lines differ, or one is not a length
     */
    static OptionalLong of(List<String> lines) {
        List<String> values = lines.stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(String::strip)
                .distinct()
                .toList();
        if (values.isEmpty()) {
            return OptionalLong.empty();
        }
        if (values.size() > 1) {
            throw unusable("several lengths", values.get(0) + " and " + values.get(1));
        }
        return OptionalLong.of(number(values.getFirst()));
    }

    private static long number(String value) {
        boolean digits = !value.isEmpty() && value.chars().allMatch(each -> each >= '0' && each <= '9');
        if (!digits || value.length() > MOST_DIGITS) {
            throw unusable("a length that is not a number of bytes", value);
        }
        return Long.parseLong(value);
    }

    private static OriginFailed unusable(String what, String value) {
        String shown = value.length() > LONGEST_SHOWN ? value.substring(0, LONGEST_SHOWN) + "..." : value;
        return OriginFailed.unusable(what + " in Content-Length (" + shown + "); send one number of bytes");
    }
}
