package dev.corral.lab.report.page;

import java.util.Map;
import java.util.stream.Collectors;

/** The parts of a run that could not be measured, as HTML. */
final class VoidPart {

    private VoidPart() {}

    /** Returns an empty string if everything was measured. */
    static String note(Map<String, String> voids) {
        return voids.isEmpty()
                ? ""
                : voids.entrySet().stream()
                        .map(each -> "<b>" + Html.escape(each.getKey()) + "</b> (" + Html.escape(each.getValue()) + ")")
                        .collect(Collectors.joining(
                                ", ",
                                "<p class=\"control\">Void in both of two attempts: ",
                                ". The page has no numbers of them: run the command again on a quieter machine.</p>"));
    }

    /** Returns a section in place of a void rung's numbers. */
    static String section(int number, String rung, String reason) {
        return "<section class=\"rung\" id=\"rung-" + Html.escape(rung) + "\"><h2><span class=\"step\">" + number
                + "</span> " + Html.escape(rung)
                + " <small>void</small></h2><p class=\"none\">It could not be measured: "
                + Html.escape(reason) + ".</p></section>";
    }
}
