package dev.corral.lab.command;

import dev.corral.lab.report.Voids;
import java.util.Map;

/** The last words of a run: where something could not be measured, one sentence says so. */
final class VoidNotice {

    private VoidNotice() {}

    static void tell(String command, Map<String, String> voids) {
        if (!voids.isEmpty()) {
            System.err.println("corral: ./corral " + command + " " + Voids.sentence(voids));
        }
    }
}
