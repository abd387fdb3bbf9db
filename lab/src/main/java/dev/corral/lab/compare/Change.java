package dev.corral.lab.compare;

import java.util.List;
import java.util.Locale;

/**
 * One number, before and after.
 *
 * @param before NaN where there is none
 * @param wanders the difference that it may well show by itself
 */
record Change(String name, double before, double after, double wanders) {

    private static final double NOTICEABLE = 1.25;

    /** Changed by a quarter or more, and by more than it wanders by itself. */
    boolean noticeable() {
        if (Double.isNaN(before) || Double.isNaN(after)) {
            return Double.isNaN(before) != Double.isNaN(after);
        }
        double larger = Math.max(Math.abs(before), Math.abs(after));
        double smaller = Math.min(Math.abs(before), Math.abs(after));
        return Math.abs(after - before) > wanders && larger >= smaller * NOTICEABLE;
    }

    /** For a table: name, before, after, what became of it. */
    List<String> cells() {
        return List.of((noticeable() ? "* " : "  ") + name, text(before), text(after), became());
    }

    /** A ratio, or a difference where there is nothing to divide by. */
    private String became() {
        if (Double.isNaN(before) || Double.isNaN(after) || before == after) {
            return Double.compare(before, after) == 0 ? "same" : "-";
        }
        return before == 0
                ? String.format(Locale.ROOT, "%+.1f", after)
                : String.format(Locale.ROOT, "x %.2f", after / before);
    }

    private static String text(double number) {
        if (Double.isNaN(number)) {
            return "-";
        }
        return number == Math.rint(number)
                ? String.format(Locale.ROOT, "%.0f", number)
                : String.format(Locale.ROOT, "%.1f", number);
    }
}
