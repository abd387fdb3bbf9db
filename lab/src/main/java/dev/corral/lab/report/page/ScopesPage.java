package dev.corral.lab.report.page;

import dev.corral.lab.measure.Row;
import dev.corral.lab.scopes.ScopesReport;
import dev.corral.lab.scopes.ScopesText;
import dev.corral.lab.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The page of {@code ./corral scopes}: the queries per boundary by the number of nodes, and the nodes that sent them.
 */
final class ScopesPage {

    private record Series(String rung, List<Double> medians) {}

    private ScopesPage() {}

    static String of(ScopesReport run) {
        ScopesReport.Size largest = run.sizes().getLast();
        String body = Template.fill(
                "scopes.html",
                Map.of(
                        "sentence", sentence(largest),
                        "promises", Checks.summary(run.checks()),
                        "voids", VoidPart.note(run.voids()),
                        "splits", run.sizes().stream().map(ScopesPage::splits).collect(Collectors.joining()),
                        "table", Html.table(ScopesGrid.of(run)),
                        "checks", run.sizes().stream().map(ScopesPage::checks).collect(Collectors.joining()),
                        "method", Method.of(run)));
        return Page.of("Corral: scopes", body, data(run));
    }

    private static String sentence(ScopesReport.Size largest) {
        if (largest.rows().isEmpty()) {
            return "The largest fleet could not be measured on this machine.";
        }
        return largest.rows().stream()
                .map(row -> Text.of("%s with %s", Html.number(row.hotMedian()), row.rung()))
                .collect(Collectors.joining(
                        ", ",
                        "On " + ScopesText.nodes(largest.scenario().nodes())
                                + ", the origin receives this many queries for one expired entry: ",
                        "."));
    }

    private static Map<String, Object> data(ScopesReport run) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(
                "nodes",
                run.sizes().stream().map(fleet -> fleet.scenario().nodes()).toList());
        data.put("series", series(run));
        return Map.of("scopes", data);
    }

    private static List<Series> series(ScopesReport run) {
        List<Series> series = new ArrayList<>();
        for (String rung : run.rungs()) {
            series.add(new Series(
                    rung, run.sizes().stream().map(fleet -> median(fleet, rung)).toList()));
        }
        return series;
    }

    private static Double median(ScopesReport.Size fleet, String rung) {
        return fleet.row(rung)
                .filter(row -> !row.hotPerBoundary().isEmpty())
                .map(Row::hotMedian)
                .orElse(null);
    }

    /** The queries of each rung over all counted boundaries, divided by node. */
    private static String splits(ScopesReport.Size fleet) {
        int most = fleet.rows().stream().mapToInt(ScopesPage::hotQueries).max().orElse(1);
        return "<div class=\"split\"><h3>" + ScopesText.nodes(fleet.scenario().nodes()) + "</h3>"
                + fleet.rows().stream().map(row -> split(row, most)).collect(Collectors.joining())
                + "</div>";
    }

    private static String split(Row row, int most) {
        String pieces = row.hotByNode().entrySet().stream()
                .map(node -> Text.of(
                        "<i style=\"width:%s%%\" title=\"%s\">%d</i>",
                        100.0 * node.getValue() / Math.max(1, most), Html.escape(node.getKey()), node.getValue()))
                .collect(Collectors.joining());
        return Text.of(
                "<p>%s <small>%d queries in %d boundaries</small></p><div class=\"bar nodes\">%s</div>",
                Html.escape(row.rung()), hotQueries(row), row.hotPerBoundary().size(), pieces);
    }

    private static int hotQueries(Row row) {
        return row.hotByNode().values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String checks(ScopesReport.Size fleet) {
        return "<h3>" + ScopesText.nodes(fleet.scenario().nodes()) + "</h3>" + Checks.listOfRungs(fleet.checks());
    }
}
