package dev.corral.lab.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of cells whose first line is the head and whose first column is a name, as aligned text for a terminal or as
 * Markdown. Columns of numbers are aligned to the right.
 */
public record Grid(List<List<String>> lines) {

    public String text() {
        int[] widths = IntStream.range(0, lines.getFirst().size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        String[] formats = IntStream.range(0, widths.length)
                .mapToObj(column -> isNumbers(column) ? "%" + widths[column] + "s" : "%-" + widths[column] + "s")
                .toArray(String[]::new);
        return lines.stream().map(line -> aligned(line, formats)).collect(Collectors.joining("\n", "\n", "\n"));
    }

    public String markdown() {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines.size(); line++) {
            text.append("| ").append(String.join(" | ", lines.get(line))).append(" |\n");
            if (line == 0) {
                text.append("|");
                for (int column = 0; column < lines.getFirst().size(); column++) {
                    text.append(isNumbers(column) ? "--:|" : "---|");
                }
                text.append("\n");
            }
        }
        return text.toString();
    }

    public List<String> head() {
        return lines.getFirst();
    }

    public List<List<String>> body() {
        return lines.subList(1, lines.size());
    }

    /** Whether a cell of the column begins with a number. */
    private boolean isNumbers(int column) {
        return column > 0
                && body().stream()
                        .map(line -> line.get(column))
                        .anyMatch(cell -> !cell.isEmpty() && Character.isDigit(cell.charAt(0)));
    }

    private static String aligned(List<String> line, String[] formats) {
        return IntStream.range(0, formats.length)
                .mapToObj(column -> String.format(Locale.ROOT, formats[column], line.get(column)))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
