package dev.corral.lab.fleet;

import java.util.List;

/** Sends signals by the kill that every POSIX shell has built in: slim systems have no program of that name. */
public final class Signals {

    private Signals() {}

    /**
     * @param name that kill knows: KILL, TERM, STOP, CONT
     * @throws LabException with the shell's own words, where there is no such process, or it belongs to another user
     */
    public static void send(String name, long process) {
        sendTo(name, String.valueOf(process));
    }

    /** The same to every process of a group. */
    public static void sendToGroup(String name, long group) {
        sendTo(name, "-" + group);
    }

    private static void sendTo(String name, String target) {
        Commands.run(
                List.of("/bin/sh", "-c", "kill -s " + name + " -- " + target),
                "could not send " + name + " to process " + target);
    }
}
