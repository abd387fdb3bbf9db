package dev.corral.lab.report.page;

import dev.corral.lab.measure.Check;
import dev.corral.lab.text.Text;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Promises as HTML. Whether a promise was kept is written in words, not shown by a colour alone. */
final class Checks {

    private Checks() {}

    static String item(Check check) {
        return item(check, "");
    }

    /** Returns a list of the promises of several rungs. */
    static String listOfRungs(List<Check> checks) {
        return list(checks, check -> item(check, check.rung() + ", "));
    }

    static String list(List<Check> checks, Function<Check, String> item) {
        return checks.stream().map(item).collect(Collectors.joining("", "<ul class=\"checks\">", "</ul>"));
    }

    private static String item(Check check, String whose) {
        return Text.of(
                "<li class=\"%s\"><b>%s</b> <span>%s: promised %s, seen %s</span></li>",
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
                : Text.of("%d of %d promises were kept.", kept, checks.size());
    }
}
