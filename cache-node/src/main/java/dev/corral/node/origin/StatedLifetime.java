package dev.corral.node.origin;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How long the origin says that an answer is good, to a cache that many people share. No wall clock is read: {@code
 * Expires} counts from the {@code Date} beside it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111#section-4.2">RFC 9111, freshness</a>
 */
public final class StatedLifetime {

    private StatedLifetime() {}

    /** Empty where the origin says nothing; no time at all where what it says cannot be read. */
    static Optional<Duration> of(Directives control, Map<String, String> fields) {
        return control.span("s-maxage").or(() -> control.span("max-age")).or(() -> Optional.ofNullable(
                        fields.get("expires"))
                .map(expires -> until(expires, fields.get("date"))));
    }

    /** Whether the origin says anything about it. */
    public static boolean in(Map<String, String> fields) {
        Directives control = Directives.of(fields);
        return control.has("no-cache") || of(control, fields).isPresent();
    }

    /** How old the answer was already when it came; zero where the origin does not tell. */
    public static Duration age(Map<String, String> fields) {
        return Directives.seconds(fields.get("age"));
    }

    /** An answer with a broken date, or with none to count from, has expired. */
    private static Duration until(String expires, String date) {
        Optional<Instant> end = HttpDate.parse(expires);
        Optional<Instant> begin = Optional.ofNullable(date).flatMap(HttpDate::parse);
        return end.isPresent() && begin.isPresent() ? Duration.between(begin.get(), end.get()) : Duration.ZERO;
    }
}
