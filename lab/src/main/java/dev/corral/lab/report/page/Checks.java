package dev.corral.lab.report.page;

import dev.corral.lab.measure.Check;
import java.util.List;

/** Promises as HTML: kept or missed is said in words, not by a colour alone. */
final class Checks {

    private Checks() {}

    static String item(Check check) {
        return item(check, "");
    }

    /** Where promises of several rungs stand together. */
    static String itemOfRung(Check check) {
        return item(check, check.rung() + ", ");
    }

    private static String item(Check check, String whose) {
        return "<li class=\"%s\"><b>%s</b> <span>%s: promised %s, seen %s</span></li>"
                .formatted(
                        check.kept() ? "kept" : "missed",
                        check.kept() ? "kept" : "MISSED",
                        Html.escape(whose + check.name()),
                        Html.escape(check.promised()),
                        Html.escape(check.seen()));
    }

    static String summary(List<Check> checks) {
        long kept = checks.stream().filter(Check::kept).count();
        return checks.isEmpty()
                ? "No promises were checked."
                : "%d of %d promises were kept.".formatted(kept, checks.size());
    }
}
