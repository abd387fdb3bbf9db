package dev.corral.lab.report;

import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a change did: two reports of one kind, number by number, and what else differs between them. */
public final class Comparison {

    private static final List<String> HEAD = List.of("rung", "number", "before", "after", "change");

    private final List<Part> before;
    private final List<Part> after;

    private Comparison(List<Part> before, List<Part> after) {
        this.before = before;
        this.after = after;
    }

    /** A report, and what its rungs are called where there are several of them. */
    private record Part(String suffix, Report report) {
        Map<String, Row> rows() {
            Map<String, Row> rows = new LinkedHashMap<>();
            report.rows().forEach(row -> rows.put(row.rung() + suffix, row));
            return rows;
        }
    }

    public static Comparison of(Report before, Report after) {
        return new Comparison(List.of(new Part("", before)), List.of(new Part("", after)));
    }

    public static Comparison of(ScopesReport before, ScopesReport after) {
        return new Comparison(parts(before), parts(after));
    }

    private static List<Part> parts(ScopesReport scopes) {
        return scopes.fleets().stream()
                .map(fleet -> new Part(" on " + fleet.scenario().nodes(), fleet))
                .toList();
    }

    public String text() {
        Map<String, Row> rowsBefore = rows(before);
        Map<String, Row> rowsAfter = rows(after);
        StringBuilder text = new StringBuilder();
        differences().forEach(line -> text.append(line).append("\n"));
        text.append(numbers(rowsBefore, rowsAfter));
        only("before", rowsBefore, rowsAfter, text);
        only("after", rowsAfter, rowsBefore, text);
        flipped().forEach(line -> text.append(line).append("\n"));
        return text.toString();
    }

    private List<String> differences() {
        List<String> differ =
                Conduct.differences(before.getFirst().report(), after.getFirst().report(), before.size() == 1);
        return differ.isEmpty()
                ? List.of("same scenario, same conditions")
                : List.of(
                        "not all is the same, so not every difference below is the change's doing:",
                        "  " + String.join("\n  ", differ));
    }

    private static Map<String, Row> rows(List<Part> parts) {
        Map<String, Row> rows = new LinkedHashMap<>();
        parts.forEach(part -> rows.putAll(part.rows()));
        return rows;
    }

    private static String numbers(Map<String, Row> before, Map<String, Row> after) {
        List<List<String>> lines = new ArrayList<>(List.of(HEAD));
        before.forEach((rung, row) -> {
            if (after.containsKey(rung)) {
                lines.addAll(RowNumber.lines(rung, row, after.get(rung)));
            }
        });
        return lines.size() == 1 ? "\nno rung is in both\n" : new Grid(2, lines).text();
    }

    private static void only(String which, Map<String, Row> here, Map<String, Row> there, StringBuilder text) {
        here.keySet().stream().filter(rung -> !there.containsKey(rung)).forEach(rung -> text.append("only ")
                .append(which)
                .append(": ")
                .append(rung)
                .append("\n"));
    }

    private List<String> flipped() {
        Map<String, Check> earlier = checks(before);
        List<String> lines = new ArrayList<>();
        checks(after).forEach((name, check) -> {
            Check was = earlier.get(name);
            if (was != null && was.kept() != check.kept()) {
                lines.add("%s  %s: promised %s, seen %s; before: %s"
                        .formatted(
                                check.kept() ? "now kept  " : "now MISSED",
                                name,
                                check.promised(),
                                check.seen(),
                                was.seen()));
            }
        });
        return lines.isEmpty() ? List.of("no promise that both checked has changed sides") : lines;
    }

    /** A promise's name may hold a number of its own run. */
    private static Map<String, Check> checks(List<Part> parts) {
        Map<String, Check> checks = new LinkedHashMap<>();
        parts.forEach(part -> part.report()
                .checks()
                .forEach(check -> checks.put(
                        check.rung() + part.suffix() + ", "
                                + check.name()
                                        .replaceAll(",? ?\\d+(\\.\\d+)?( ms)?", " …")
                                        .strip(),
                        check)));
        return checks;
    }
}
