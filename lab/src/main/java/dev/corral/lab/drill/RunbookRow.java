package dev.corral.lab.drill;

import dev.corral.lab.measure.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands of the runbook.
 *
 * @param taken the commands that no herd needed, each run after the herds
 * @param left the commands that were not run
 */
public record RunbookRow(List<HerdSeen.Taken> taken, List<String> left) {

    private static final String NAME = "runbook";

    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        taken.forEach(step -> checks.add(step.check(NAME)));
        checks.add(new Check(NAME, "commands that were not run", "none", HerdRow.names(left), left.isEmpty()));
        return checks;
    }
}
