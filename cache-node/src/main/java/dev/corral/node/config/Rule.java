package dev.corral.node.config;

import static dev.corral.guard.cache.Numbers.text;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Locale;

/** Checks of one rule of a configuration. A broken rule stops the start with a single sentence about what to change. */
final class Rule {

    private Rule() {}

    static void holds(boolean holds, String sentence, Object... parts) {
        if (!holds) {
            throw new ConfigurationException(String.format(Locale.ROOT, sentence, parts));
        }
    }

    /**
     * Runs a check that another class implements.
     *
     * @param where the setting; empty if the message names it
     */
    static void holds(String where, Runnable check, String advice) {
        try {
            check.run();
        } catch (IllegalArgumentException broken) {
            throw new ConfigurationException((where.isEmpty() ? "" : where + ": ") + broken.getMessage() + advice);
        }
    }

    /** Checks the time limit of a request, a connection or the start. */
    static void positive(String name, Duration span) {
        positive(name, span, Ranges.DAY);
    }

    static void positive(String name, Duration span, Duration most) {
        atLeast(name, span, Duration.ofMillis(1));
        atMost(name, span, most);
    }

    static void notNegative(String name, Duration span) {
        atLeast(name, span, Duration.ZERO);
        atMost(name, span, Ranges.DAY);
    }

    private static void atLeast(String name, Duration span, Duration least) {
        holds(span.compareTo(least) >= 0, "%s (%s) must be at least %s: raise it", name, text(span), text(least));
    }

    private static void atMost(String name, Duration span, Duration most) {
        holds(span.compareTo(most) <= 0, "%s (%s) must be at most %s: lower it", name, text(span), text(most));
    }

    static void atLeast(String name, long number, long least) {
        holds(number >= least, "%s (%s) must be at least %s: raise it", name, number, least);
    }

    static void between(String name, long number, long least, long most) {
        atLeast(name, number, least);
        holds(number <= most, "%s (%s) must be at most %s: lower it", name, number, most);
    }

    static void between(String name, double number, double least, double most) {
        holds(number >= least, "%s (%s) must be at least %s: raise it", name, plain(number), plain(least));
        holds(number <= most, "%s (%s) must be at most %s: lower it", name, plain(number), plain(most));
    }

    /**
     * Checks that a number of bytes fits the heap: the process would run out of memory before it reached a larger
     * limit.
     */
    static void fitsHeap(String name, long bytes) {
        long heap = Runtime.getRuntime().maxMemory();
        holds(
                bytes < heap,
                "%s (%s) must be less than the heap of the process (%s): lower it, or raise the heap with -Xmx",
                name,
                bytes,
                heap);
    }

    static void less(String smaller, Duration span, String larger, Duration limit) {
        holds(
                span.compareTo(limit) < 0,
                "%s (%s) must be less than %s (%s): lower the first or raise the second",
                smaller,
                text(span),
                larger,
                text(limit));
    }

    private static String plain(double number) {
        return number == Math.rint(number) && !Double.isInfinite(number)
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }
}
