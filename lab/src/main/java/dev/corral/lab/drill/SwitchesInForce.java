package dev.corral.lab.drill;

import dev.corral.lab.ending.LabException;
import java.util.function.Function;

/**
 * The run-time switches in force, as the status of the fleet lists them: also one whose command failed, because it may
 * be stored nevertheless, for example if a node has not applied it in time.
 */
final class SwitchesInForce {

    private final Function<String, Ctl.Result> ctl;

    /** @param ctl runs {@code ./corral ctl} with these arguments */
    SwitchesInForce(Function<String, Ctl.Result> ctl) {
        this.ctl = ctl;
    }

    /** @throws LabException if a switch cannot be undone, or the status cannot be read */
    void undo() {
        while (exist()) {
            run("undo", "a switch could not be undone: ");
        }
    }

    private boolean exist() {
        return run("status", "the switches in force are unknown: ").lines().anyMatch(SwitchesInForce::isOfSwitch);
    }

    private static boolean isOfSwitch(String line) {
        return line.startsWith("gate ") && line.contains("(switched;")
                || line.strip().startsWith("switched: ");
    }

    private String run(String command, String failure) {
        Ctl.Result result = ctl.apply(command);
        if (result.status() != 0) {
            throw new LabException(failure + result.output().strip());
        }
        return result.output();
    }
}
