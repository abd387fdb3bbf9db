package dev.corral.lab.compare;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A trial's number, parsed from its text: a figure and its unit, or words. */
record TrialNumber(double figure, String unit) {

    private static final Pattern FIGURE = Pattern.compile("(-?\\d+(?:\\.\\d+)?)(.*)");
    private static final double WANDERS = 1;

    private static TrialNumber of(String told) {
        Matcher matcher = FIGURE.matcher(told);
        return matcher.matches()
                ? new TrialNumber(
                        Double.parseDouble(matcher.group(1)), matcher.group(2).strip())
                : new TrialNumber(Double.NaN, told);
    }

    /** Returns the cells of a table: name, before, after, and the change. */
    static List<String> of(String name, String before, String after) {
        TrialNumber was = TrialNumber.of(before);
        TrialNumber is = TrialNumber.of(after);
        if (was.unit.equals(is.unit)) {
            Change change = new Change(name, was.figure, is.figure, WANDERS);
            List<String> cells = change.cells();
            return List.of(cells.getFirst(), before, after, cells.getLast());
        }
        return List.of("* " + name, before, after, "other");
    }
}
