package dev.corral.lab.report.page;

import dev.corral.lab.measure.Row;
import dev.corral.lab.report.Grid;
import dev.corral.lab.scopes.ScopesReport;
import dev.corral.lab.scopes.ScopesText;
import dev.corral.lab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The hot key's queries per boundary as a table, one line per fleet. */
final class ScopesGrid {

    private ScopesGrid() {}

    static Grid of(ScopesReport run) {
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("fleet"));
        run.rungs().forEach(rung -> head.addAll(List.of(rung, "by node")));
        head.add("errors");
        lines.add(head);
        run.sizes().forEach(size -> lines.add(line(run.rungs(), size)));
        return new Grid(lines);
    }

    private static List<String> line(List<String> rungs, ScopesReport.Size size) {
        List<String> line =
                new ArrayList<>(List.of(ScopesText.nodes(size.scenario().nodes())));
        for (String rung : rungs) {
            line.addAll(size.row(rung)
                    .map(ScopesGrid::cells)
                    .orElse(List.of(size.voids().containsKey(rung) ? "void" : "-", "-")));
        }
        line.add(String.valueOf(size.rows().stream().mapToLong(Row::errors).sum()));
        return line;
    }

    private static List<String> cells(Row row) {
        return List.of(
                Text.of("%s, max %d", Html.number(row.hotMedian()), row.hotMax()),
                row.hotByNode().values().stream().map(String::valueOf).collect(Collectors.joining("/")));
    }
}
