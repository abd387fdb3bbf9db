package dev.corral.lab.report.page;

import dev.corral.lab.report.Grid;
import dev.corral.lab.text.Text;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Text and tables as HTML. */
final class Html {

    private Html() {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Returns a table in a box of its own, so that a wide table scrolls inside the box and not with the page. */
    static String table(Grid grid) {
        return "<div class=\"scroll\" tabindex=\"0\"><table><thead>"
                + row(grid.head(), "th")
                + "</thead><tbody>"
                + grid.body().stream().map(line -> row(line, "td")).collect(Collectors.joining())
                + "</tbody></table></div>";
    }

    private static String row(List<String> cells, String kind) {
        return cells.stream()
                .map(cell -> "<" + kind + ">" + escape(cell) + "</" + kind + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    /**
     * Returns a definition list.
     *
     * @param pairs term, meaning, term, meaning
     */
    static String definitions(String... pairs) {
        StringBuilder list = new StringBuilder("<dl class=\"terms\">");
        for (int each = 0; each < pairs.length; each += 2) {
            list.append("<dt>")
                    .append(escape(pairs[each]))
                    .append("</dt><dd>")
                    .append(escape(pairs[each + 1]))
                    .append("</dd>");
        }
        return list.append("</dl>").toString();
    }

    /** Returns the number with commas between thousands. */
    static String count(long number) {
        return Text.of("%,d", number);
    }

    /** Returns a large number as an integer and a small one with one decimal. */
    static String number(double number) {
        if (Double.isNaN(number)) {
            return "-";
        }
        boolean whole = number >= 20 || number == Math.rint(number);
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%.1f", number);
    }
}
