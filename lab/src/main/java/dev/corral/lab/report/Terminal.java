package dev.corral.lab.report;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the lab may do with the place that it writes its progress to.
 *
 * @param rewrites whether a line can be rewritten, and text be coloured; else every line stays
 * @param columns its width
 */
public record Terminal(boolean rewrites, int columns) {

    private static final int USUAL_COLUMNS = 80;
    private static final int MOST_COLUMNS = 500;
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,5}");

    /** The terminal of standard error, as the launcher and the environment describe it. */
    public static Terminal ofErrors() {
        return of(Boolean.getBoolean("corral.terminal"), System.getProperty("corral.columns", ""), System.getenv());
    }

    /**
     * @param terminal whether it is one
     * @param width of the terminal itself, in columns; anything else where nobody has asked it
     * @see <a href="https://no-color.org">NO_COLOR</a>
     */
    static Terminal of(boolean terminal, String width, Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "");
        boolean plain = kind.isEmpty()
                || kind.equals("dumb")
                || !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(terminal && !plain, columns(width, environment.getOrDefault("COLUMNS", "")));
    }

    /** The smaller one: a variable that a shell exports stays as it is when the terminal gets narrower. */
    private static int columns(String... told) {
        return Stream.of(told)
                .filter(each -> NUMBER.matcher(each).matches())
                .mapToInt(Integer::parseInt)
                .map(each -> Math.min(each, MOST_COLUMNS))
                .min()
                .orElse(USUAL_COLUMNS);
    }

    /** The longest line that does not wrap: a terminal may go on in the next row once the last column is full. */
    public int longestLine() {
        return columns - 1;
    }
}
