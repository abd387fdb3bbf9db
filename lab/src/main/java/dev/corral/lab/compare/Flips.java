package dev.corral.lab.compare;

import dev.corral.lab.measure.Check;
import dev.corral.lab.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The checks that one run kept and the other missed. */
final class Flips {

    private static final String NUMBERS = "\\d+(\\.\\d+)?";

    private Flips() {}

    /** Returns a line for each of these checks. */
    static List<String> between(List<Check> before, List<Check> after) {
        Map<String, Check> was = new LinkedHashMap<>();
        before.forEach(check -> was.put(key(check), check));
        return after.stream()
                .map(is -> line(was.get(key(is)), is))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The name without its numbers, because a measured bound may be part of it. */
    private static String key(Check check) {
        return check.rung() + " " + check.name().replaceAll(NUMBERS, "#");
    }

    /** Returns null if the check did not flip or is new. */
    private static String line(Check was, Check is) {
        if (was == null || was.kept() == is.kept()) {
            return null;
        }
        return Text.of(
                "%s  %s %s: promised %s, seen %s before, %s after",
                is.kept() ? "MISSED -> kept" : "kept -> MISSED",
                is.rung(),
                is.name(),
                is.promised(),
                was.seen(),
                is.seen());
    }
}
