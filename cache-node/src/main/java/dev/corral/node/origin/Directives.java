package dev.corral.node.origin;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directives of a response's {@code Cache-Control}. Of a repeated directive the shorter time counts: in doubt a
 * response is stale.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111#section-5.2">RFC 9111, Cache-Control</a>
 */
final class Directives {

    /** The time that RFC 9111 calls infinity; a larger number counts as this one. */
    static final Duration LONGEST = Duration.ofSeconds(1L << 31);

    private static final String FIELD = "cache-control";
    private static final Pattern DIRECTIVE =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,\"]*)))?");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=.)");
    private static final int MOST_DIGITS = 10;

    private final Map<String, String> values = new HashMap<>();

    private Directives(String field) {
        Matcher directive = DIRECTIVE.matcher(field);
        while (directive.find()) {
            values.merge(directive.group(1).toLowerCase(Locale.ROOT), value(directive), Directives::shorter);
        }
    }

    private static String value(Matcher directive) {
        String quoted = directive.group(2);
        String plain = directive.group(3);
        return quoted != null ? quoted : plain != null ? plain : "";
    }

    private static String shorter(String one, String other) {
        return seconds(one).compareTo(seconds(other)) <= 0 ? one : other;
    }

    static Directives of(Map<String, String> fields) {
        return new Directives(fields.getOrDefault(FIELD, ""));
    }

    boolean has(String directive) {
        return values.containsKey(directive);
    }

    /** Returns empty if the directive is absent, and zero if its value cannot be parsed. */
    Optional<Duration> span(String directive) {
        return has(directive) ? Optional.of(seconds(values.get(directive))) : Optional.empty();
    }

    /** Parses a number of seconds as HTTP writes it; returns zero if it is not one. */
    static Duration seconds(String text) {
        if (!isSeconds(text)) {
            return Duration.ZERO;
        }
        String digits = LEADING_ZEROS.matcher(text).replaceFirst("");
        boolean countable = digits.length() <= MOST_DIGITS && Long.parseLong(digits) < LONGEST.toSeconds();
        return countable ? Duration.ofSeconds(Long.parseLong(digits)) : LONGEST;
    }

    static boolean isSeconds(String text) {
        return text != null && !text.isEmpty() && text.chars().allMatch(each -> each >= '0' && each <= '9');
    }
}
