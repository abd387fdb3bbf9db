package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import java.util.List;

/**
 * Signals, sent by the {@code kill} that is built into every POSIX shell: slim systems have no program of that name.
 */
public final class Signals {

    private Signals() {}

    /**
     * @param name the name of the signal for {@code kill}: KILL, TERM, STOP or CONT
     * @throws LabException with the shell's error output, if there is no such process or it belongs to another user
     */
    public static void send(String name, long process) {
        sendTo(name, String.valueOf(process));
    }

    /** Sends a signal to every process of a group. */
    public static void sendToGroup(String name, long group) {
        sendTo(name, "-" + group);
    }

    private static void sendTo(String name, String target) {
        Commands.run(
                List.of("/bin/sh", "-c", "kill -s " + name + " -- " + target),
                "could not send " + name + " to process " + target);
    }
}
