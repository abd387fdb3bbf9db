package dev.corral.lab.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.report.WrittenReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The queries of the panels of the Grafana boards, in the order of their boards. */
record Boards(List<Query> queries) {

    /**
     * One query of a panel, with the variables of its board in it.
     *
     * @param row the title of the row that contains the panel; empty above the first row
     */
    record Query(String board, String row, String panel, String expression) {

        String name() {
            return board + ": " + (row.isEmpty() ? "" : row + ": ") + panel;
        }
    }

    /** Reads all boards of a folder. */
    static Boards read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Query> queries = new ArrayList<>();
            files.filter(file -> file.getFileName().toString().endsWith(".json"))
                    .filter(file -> !file.getFileName().toString().startsWith("package"))
                    .sorted()
                    .forEach(file -> queries.addAll(
                            queries(name(file), WrittenReport.read(file).json())));
            return new Boards(queries);
        } catch (IOException unreadable) {
            throw new LabException("the boards in " + folder + " cannot be read: run this in a checkout", unreadable);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".json", "");
    }

    static List<Query> queries(String board, JsonNode json) {
        List<Query> queries = new ArrayList<>();
        String row = "";
        for (JsonNode panel : json.path("panels")) {
            if (panel.path("type").asText().equals("row")) {
                row = panel.path("title").asText();
                for (JsonNode each : panel.path("panels")) {
                    queries.addAll(ofPanel(board, row, each));
                }
            } else {
                queries.addAll(ofPanel(board, row, panel));
            }
        }
        return queries;
    }

    private static List<Query> ofPanel(String board, String row, JsonNode panel) {
        List<Query> queries = new ArrayList<>();
        for (JsonNode target : panel.path("targets")) {
            String expression = target.path("expr").asText();
            if (!expression.isBlank()) {
                queries.add(new Query(board, row, panel.path("title").asText(), expression));
            }
        }
        return queries;
    }

    /**
     * Returns the first query of a panel.
     *
     * @throws LabException if there is no such panel
     */
    Query of(Panel panel) {
        return queries.stream()
                .filter(each -> each.row().equals(panel.row()) && each.panel().equals(panel.title()))
                .findFirst()
                .orElseThrow(() -> new LabException("no board has a panel '" + panel.title() + "' in a row '"
                        + panel.row() + "': build the boards again (dashboards/README.md)"));
    }
}
