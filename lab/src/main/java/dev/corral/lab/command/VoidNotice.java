package dev.corral.lab.command;

import dev.corral.lab.report.Voids;
import java.util.Map;

/** The last line of a run in which something could not be measured. */
final class VoidNotice {

    private VoidNotice() {}

    static void tell(String command, Map<String, String> voids) {
        if (!voids.isEmpty()) {
            System.err.println("corral: ./corral " + command + " " + Voids.sentence(voids));
        }
    }
}
