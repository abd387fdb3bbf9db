package dev.corral.lab.drill;

import dev.corral.lab.measure.Check;
import java.util.List;

/**
 * The panels of the boards.
 *
 * @param silent the queries that returned no data, without those whose windows are hours
 * @param judged whether every herd was caused, so that every query must have returned data
 */
public record PanelRow(List<String> silent, boolean judged) {

    List<Check> checks() {
        return judged
                ? List.of(new Check(
                        "panels", "panel queries without data", "none", HerdRow.names(silent), silent.isEmpty()))
                : List.of();
    }

    /** Returns a line about the queries that are not judged; an empty text if there are none. */
    String text() {
        return judged || silent.isEmpty()
                ? ""
                : "panel queries without data, not judged because not every herd was caused:\n  "
                        + String.join("\n  ", silent) + "\n";
    }
}
