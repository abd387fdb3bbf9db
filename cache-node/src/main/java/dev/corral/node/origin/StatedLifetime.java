package dev.corral.node.origin;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The freshness lifetime that the origin states for a shared cache. No wall clock is read: {@code Expires} counts from
 * the {@code Date} of the same response.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111#section-4.2">RFC 9111, freshness</a>
 */
public final class StatedLifetime {

    /** The first member of a list that is not empty. */
    private static final Pattern FIRST = Pattern.compile("^[,\\s]*([^,]*?)\\s*(,.*)?$");

    private StatedLifetime() {}

    /** Returns empty if the origin states none, and zero if the stated value cannot be parsed. */
    static Optional<Duration> of(Directives control, Map<String, String> fields) {
        return control.span("s-maxage")
                .or(() -> control.span("max-age"))
                .or(() ->
                        Optional.ofNullable(fields.get("expires")).map(expires -> until(expires, fields.get("date"))));
    }

    /** Whether the origin states a lifetime or forbids reuse without validation. */
    public static boolean in(Map<String, String> fields) {
        Directives control = Directives.of(fields);
        return control.has("no-cache") || of(control, fields).isPresent();
    }

    /**
     * The age of the response when it arrived: zero if the origin states none, the first value of a list, and longer
     * than any lifetime if it cannot be parsed.
     */
    public static Duration age(Map<String, String> fields) {
        String age = fields.get("age");
        if (age == null || age.isEmpty()) {
            return Duration.ZERO;
        }
        String first = FIRST.matcher(age).replaceFirst("$1");
        return Directives.isSeconds(first) ? Directives.seconds(first) : Directives.LONGEST;
    }

    /** The time from the date to the expiry; a response with a broken date, or with none to count from, has expired. */
    private static Duration until(String expires, String date) {
        Optional<Instant> end = HttpDate.parse(expires);
        Optional<Instant> begin = Optional.ofNullable(date).flatMap(HttpDate::parse);
        return end.isPresent() && begin.isPresent() ? Duration.between(begin.get(), end.get()) : Duration.ZERO;
    }
}
