package dev.corral.node.wiring;

import static dev.corral.node.wiring.Numbers.text;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;

/** One rule of a configuration. Where it is broken, a single sentence says what to change, and the start stops. */
final class Rule {

    private Rule() {}

    static void holds(boolean holds, String sentence, Object... parts) {
        if (!holds) {
            throw new ConfigurationException(sentence.formatted(parts));
        }
    }

    /** What a class further in checks by itself. */
    static void holds(String where, Runnable check, String advice) {
        try {
            check.run();
        } catch (IllegalArgumentException broken) {
            throw new ConfigurationException(where + ": " + broken.getMessage() + advice);
        }
    }

    static void positive(String name, Duration span) {
        holds(span.isPositive(), "%s (%s) must be longer than nothing: raise it", name, text(span));
    }

    static void notNegative(String name, Duration span) {
        holds(!span.isNegative(), "%s (%s) must not be less than nothing: raise it", name, text(span));
    }

    static void atLeast(String name, long number, long least) {
        holds(number >= least, "%s (%s) must be at least %s: raise it", name, number, least);
    }

    static void between(String name, double number, double least, double most) {
        holds(number >= least, "%s (%s) must be at least %s: raise it", name, plain(number), plain(least));
        holds(number <= most, "%s (%s) must be at most %s: lower it", name, plain(number), plain(most));
    }

    static void less(String smaller, Duration span, String larger, Duration limit) {
        holds(
                span.compareTo(limit) < 0,
                "%s (%s) must be less than %s (%s): lower the one or raise the other",
                smaller,
                text(span),
                larger,
                text(limit));
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
