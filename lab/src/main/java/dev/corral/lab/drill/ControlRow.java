package dev.corral.lab.drill;

import dev.corral.lab.measure.Check;
import java.util.List;

/**
 * The control: the healthy load without a herd, for as long as the longest herd.
 *
 * @param alerts the alerts that fired
 */
public record ControlRow(long seconds, List<String> alerts) {

    Check check() {
        String name = "alerts in " + seconds + " s of healthy load";
        return new Check("control", name, "none", HerdRow.names(alerts), alerts.isEmpty());
    }
}
