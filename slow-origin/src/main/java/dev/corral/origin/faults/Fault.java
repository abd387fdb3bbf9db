package dev.corral.origin.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A fault of the origin, which is active for a while.
 *
 * @param span how long it lasts
 * @param factor the factor of the service time, for {@link Kind#SLOW}
 * @param share the share of queries that it affects
 * @param key the only key that it affects, or null
 */
public record Fault(Kind kind, Duration span, double factor, double share, String key) {

    private static final Duration MAX_SPAN = Duration.ofHours(1);
    private static final double MAX_FACTOR = 1_000;

    /** The kinds of faults. */
    public enum Kind {
        /** The service time is multiplied. */
        SLOW,
        /** The answer is an error, after the service time. */
        FAIL,
        /** No query ends before the fault does. */
        FREEZE,
        /** The answer is not HTTP. */
        GARBAGE,
        /** The answer ends in the middle of the body that it announced. */
        TORN,
        /** The answer's body has no end, and is sent as fast as it is read. */
        ENDLESS,
        /** The answer's body has no end, and is sent a byte at a time. */
        DRIP;

        private static final String WORDS =
                Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "));

        public static Kind of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findAny()
                    .orElseThrow(() -> new IllegalArgumentException("A fault's kind must be one of " + WORDS + "."));
        }

        /** Whether the fault changes the answer, and not the time it takes. */
        public boolean spoilsAnswer() {
            return this != SLOW && this != FREEZE;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Fault {
        require(
                span.isPositive() && span.compareTo(MAX_SPAN) <= 0,
                "A fault must last from 1 to 3600000 milliseconds.");
        require(factor > 0 && factor <= MAX_FACTOR, "A fault's factor must be above 0 and at most 1000.");
        require(share > 0 && share <= 1, "A fault's share must be above 0 and at most 1.");
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
