package dev.corral.lab.report;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The capabilities of the output to which the lab writes its progress.
 *
 * @param rewrites whether a line can be rewritten and text be coloured; otherwise every line stays
 * @param columns the width in columns
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
     * @param terminal whether the output is a terminal
     * @param width the width of the terminal itself in columns; not a number if it is unknown
     * @see <a href="https://no-color.org">NO_COLOR</a>
     */
    static Terminal of(boolean terminal, String width, Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "");
        boolean plain = kind.isEmpty()
                || kind.equals("dumb")
                || !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(terminal && !plain, columns(width, environment.getOrDefault("COLUMNS", "")));
    }

    /**
     * The smaller of the given widths: an exported shell variable keeps its value when the terminal becomes narrower.
     */
    private static int columns(String... told) {
        return Stream.of(told)
                .filter(each -> NUMBER.matcher(each).matches())
                .mapToInt(Integer::parseInt)
                .map(each -> Math.min(each, MOST_COLUMNS))
                .min()
                .orElse(USUAL_COLUMNS);
    }

    /** The length of the longest line that does not wrap. Some terminals wrap as soon as the last column is filled. */
    public int longestLine() {
        return columns - 1;
    }
}
