package dev.corral.lab.command;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Checks of option values, each of which fails with one sentence. */
final class Require {

    private Require() {}

    /** @throws IllegalArgumentException with the sentence */
    static void that(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /**
     * Returns the values of a list, each of which must be given once; an empty list for null, if the option is not
     * given.
     *
     * @throws IllegalArgumentException if the option is given without a value, or with the same value twice
     */
    static <T> List<T> list(String option, List<T> values) {
        if (values == null) {
            return List.of();
        }
        that(
                !values.isEmpty(),
                option + " is empty; it must have one value or more, separated by commas: add one, or leave " + option
                        + " out");
        Set<T> seen = new HashSet<>();
        for (T value : values) {
            that(seen.add(value), option + " has '" + value + "' twice; each value may be given once: remove one");
        }
        return values;
    }

    /** @throws IllegalArgumentException if the time is given and out of range */
    static void time(String option, Duration given, Duration least, Duration most) {
        that(
                given == null || given.compareTo(least) >= 0 && given.compareTo(most) <= 0,
                option + " is " + (given == null ? "" : text(given)) + "; it must be " + text(least) + " to "
                        + text(most) + ": correct it");
    }

    /** Returns the time in the format of the options. */
    static String text(Duration time) {
        boolean isBrief = time.getNano() != 0 && Math.abs(time.getSeconds()) < 60;
        return isBrief ? time.toMillis() + "ms" : time.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
