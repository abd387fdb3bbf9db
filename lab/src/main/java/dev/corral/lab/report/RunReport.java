package dev.corral.lab.report;

import dev.corral.lab.measure.Check;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The results of one run, as they are written to files. */
public interface RunReport {

    /** The promises that were measured. */
    List<Check> checks();

    /** The parts that could not be measured, each with the reason. */
    Map<String, String> voids();

    String markdown();

    /** Returns the results for a terminal. */
    default String text() {
        return checks().stream().map(check -> check + "\n").collect(Collectors.joining("", "\n", ""))
                + Voids.text(voids());
    }

    /** The parts without which the numbers are not published. */
    default List<String> lacking() {
        return List.copyOf(voids().keySet());
    }

    /** Whether everything was measured. */
    default boolean whole() {
        return voids().isEmpty();
    }

    default boolean kept() {
        return checks().stream().allMatch(Check::kept);
    }
}
