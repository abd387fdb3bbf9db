package dev.corral.lab.fleet;

import java.util.Map;

/**
 * The exit status of a process. A process that was ended by a signal has the status 128 plus the signal's number, as a
 * shell and the JDK report it.
 *
 * @param code the exit code as the system reports it
 */
record ExitStatus(int code) {

    private static final int SIGNALLED = 128;
    private static final int HIGHEST_SIGNAL = 64;
    private static final int KILL = 9;

    /** The signals that have the same number on every system on which the lab runs. */
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(5, "SIGTRAP"),
            Map.entry(6, "SIGABRT"),
            Map.entry(8, "SIGFPE"),
            Map.entry(KILL, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"),
            Map.entry(25, "SIGXFSZ"));

    /** The rest of a sentence that begins with the name of the process. */
    String sentence() {
        if (code <= SIGNALLED || code > SIGNALLED + HIGHEST_SIGNAL) {
            return "ended with exit status " + code;
        }
        int signal = code - SIGNALLED;
        String name = NAMES.getOrDefault(signal, "signal " + signal);
        String cause = signal == KILL ? "; if no user sent it, the out-of-memory killer of the system did" : "";
        return "was ended by " + name + " (exit status " + code + cause + ")";
    }
}
