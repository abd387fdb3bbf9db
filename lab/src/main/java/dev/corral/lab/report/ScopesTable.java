package dev.corral.lab.report;

import dev.corral.lab.measure.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The hot key's queries per boundary, a line a fleet: who shares a load, the node or the fleet. */
public final class ScopesTable {

    private ScopesTable() {}

    public static Grid grid(ScopesReport report) {
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("nodes"));
        report.fleets().getFirst().rows().forEach(row -> head.addAll(List.of(row.rung(), "by node")));
        head.add("errors");
        lines.add(head);
        report.fleets().forEach(fleet -> lines.add(line(fleet)));
        return new Grid(lines);
    }

    private static List<String> line(Report fleet) {
        List<String> line =
                new ArrayList<>(List.of(String.valueOf(fleet.scenario().nodes())));
        for (Row row : fleet.rows()) {
            line.add("%s, max %d".formatted(Table.plain(row.hotMedian()), row.hotMax()));
            line.add(row.hotByNode().values().stream().map(String::valueOf).collect(Collectors.joining("/")));
        }
        line.add(String.valueOf(fleet.rows().stream().mapToLong(Row::errors).sum()));
        return line;
    }
}
