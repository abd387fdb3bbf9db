package dev.corral.lab.report.page;

import dev.corral.lab.measure.Check;
import dev.corral.lab.measure.Row;
import dev.corral.lab.report.Report;
import dev.corral.lab.report.ScopesReport;
import dev.corral.lab.report.ScopesTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of {@code ./corral scopes}: queries per boundary against nodes, and which nodes sent them. */
final class ScopesPage {

    private record Series(String rung, List<Double> medians) {}

    private ScopesPage() {}

    static String of(ScopesReport report) {
        Report largest = report.fleets().getLast();
        List<Check> checks = report.fleets().stream()
                .flatMap(fleet -> fleet.checks().stream())
                .toList();
        String body = Template.fill(
                "scopes.html",
                Map.of(
                        "sentence", sentence(largest),
                        "promises", Checks.summary(checks),
                        "splits",
                                report.fleets().stream().map(ScopesPage::splits).collect(Collectors.joining()),
                        "table", Html.table(ScopesTable.grid(report)),
                        "checks",
                                report.fleets().stream().map(ScopesPage::checks).collect(Collectors.joining()),
                        "method", Method.of(report)));
        return Page.of("Corral: scopes", body, data(report));
    }

    private static String sentence(Report largest) {
        return largest.rows().stream()
                .map(row -> "%s: %s".formatted(row.rung(), Html.number(row.hotMedian())))
                .collect(Collectors.joining(
                        ", ", "On " + nodes(largest) + ", an expired entry costs the origin this many queries: ", "."));
    }

    private static Map<String, Object> data(ScopesReport report) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(
                "nodes",
                report.fleets().stream().map(fleet -> fleet.scenario().nodes()).toList());
        data.put("series", series(report));
        return Map.of("scopes", data);
    }

    private static List<Series> series(ScopesReport report) {
        List<Series> series = new ArrayList<>();
        for (Row row : report.fleets().getFirst().rows()) {
            series.add(new Series(
                    row.rung(),
                    report.fleets().stream()
                            .map(fleet -> median(fleet, row.rung()))
                            .toList()));
        }
        return series;
    }

    private static Double median(Report fleet, String rung) {
        return fleet.rows().stream()
                .filter(row -> row.rung().equals(rung) && !row.hotPerBoundary().isEmpty())
                .map(Row::hotMedian)
                .findFirst()
                .orElse(null);
    }

    /** Each rung's queries over all counted boundaries, a piece a node. */
    private static String splits(Report fleet) {
        int most = fleet.rows().stream().mapToInt(ScopesPage::hotQueries).max().orElse(1);
        return "<div class=\"split\"><h3>" + nodes(fleet) + "</h3>"
                + fleet.rows().stream().map(row -> split(row, most)).collect(Collectors.joining())
                + "</div>";
    }

    private static String split(Row row, int most) {
        String pieces = row.hotByNode().entrySet().stream()
                .map(node -> "<i style=\"width:%s%%\" title=\"%s\">%d</i>"
                        .formatted(
                                100.0 * node.getValue() / Math.max(1, most),
                                Html.escape(node.getKey()),
                                node.getValue()))
                .collect(Collectors.joining());
        return "<p>%s <small>%d queries in %d boundaries</small></p><div class=\"bar nodes\">%s</div>"
                .formatted(
                        Html.escape(row.rung()),
                        hotQueries(row),
                        row.hotPerBoundary().size(),
                        pieces);
    }

    private static int hotQueries(Row row) {
        return row.hotByNode().values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String checks(Report fleet) {
        return "<h3>" + nodes(fleet) + "</h3>"
                + fleet.checks().stream()
                        .map(Checks::item)
                        .collect(Collectors.joining("", "<ul class=\"checks\">", "</ul>"));
    }

    private static String nodes(Report fleet) {
        int nodes = fleet.scenario().nodes();
        return nodes == 1 ? "1 node" : nodes + " nodes";
    }
}
