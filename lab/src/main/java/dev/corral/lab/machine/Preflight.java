package dev.corral.lab.machine;

import dev.corral.lab.ending.LabException;
import java.util.ArrayList;
import java.util.List;

/**
 * A check before a run that rejects it if the machine lacks resources. It names all missing resources in one sentence.
 */
public final class Preflight {

    /** The reads per second that one core sends and answers; a run with more would be void. */
    static final int READS_A_CORE = 2_500;

    private Preflight() {}

    /**
     * @param command the command of the run
     * @throws LabException with what is available, what is needed, and what to change
     */
    public static void require(String command, Need need, Machine machine) {
        List<String> shortages = shortages(need, machine);
        if (!shortages.isEmpty()) {
            throw new LabException(
                    "./corral " + command + " cannot run on this machine: " + String.join("; ", shortages));
        }
    }

    static List<String> shortages(Need need, Machine machine) {
        List<String> shortages = new ArrayList<>();
        if (machine.openFiles() < need.openFiles()) {
            shortages.add("a process may open " + machine.openFiles() + " files, and this run needs " + need.openFiles()
                    + " (raise the limit with 'ulimit -n " + need.openFiles() + "', or lower --rate)");
        }
        if (machine.memoryMiB() < need.memoryMiB()) {
            shortages.add("there are " + machine.memoryMiB() + " MiB of memory, and this run needs " + need.memoryMiB()
                    + " MiB (add memory, or lower --nodes)");
        }
        if (machine.cores() * READS_A_CORE < need.readsPerSecond()) {
            shortages.add("there " + cores(machine.cores()) + " for " + Math.round(need.readsPerSecond())
                    + " reads per second, and a core serves " + READS_A_CORE + " (use "
                    + (long) Math.ceil(need.readsPerSecond() / READS_A_CORE) + " cores, or lower --rate)");
        }
        if (machine.diskMiB() < need.diskMiB()) {
            shortages.add("there are " + machine.diskMiB() + " MiB free for the report, and this run needs "
                    + need.diskMiB() + " MiB (make room, or name another folder with --out)");
        }
        return shortages;
    }

    private static String cores(int cores) {
        return cores == 1 ? "is 1 core" : "are " + cores + " cores";
    }
}
