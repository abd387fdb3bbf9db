package dev.corral.lab.compare;

import dev.corral.lab.text.Text;
import java.util.List;

/**
 * One number before and after a change.
 *
 * @param before the earlier number; NaN if there is none
 * @param wanders the difference that may occur without any change
 */
record Change(String name, double before, double after, double wanders) {

    private static final double NOTICEABLE = 1.25;

    /** Whether the number has changed by a quarter or more, and by more than it varies without any change. */
    boolean noticeable() {
        if (Double.isNaN(before) || Double.isNaN(after)) {
            return Double.isNaN(before) != Double.isNaN(after);
        }
        double larger = Math.max(Math.abs(before), Math.abs(after));
        double smaller = Math.min(Math.abs(before), Math.abs(after));
        return Math.abs(after - before) > wanders && larger >= smaller * NOTICEABLE;
    }

    /** Returns the cells of a table: name, before, after, and the change. */
    List<String> cells() {
        return List.of((noticeable() ? "* " : "  ") + name, text(before), text(after), became());
    }

    /** The change as a ratio, or as a difference if the earlier number is zero. */
    private String became() {
        if (Double.isNaN(before) || Double.isNaN(after) || before == after) {
            return Double.compare(before, after) == 0 ? "same" : "-";
        }
        return before == 0 ? Text.of("%+.1f", after) : Text.of("x %.2f", after / before);
    }

    private static String text(double number) {
        if (Double.isNaN(number)) {
            return "-";
        }
        return number == Math.rint(number) ? Text.of("%.0f", number) : Text.of("%.1f", number);
    }
}
