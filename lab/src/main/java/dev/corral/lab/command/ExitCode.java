package dev.corral.lab.command;

/** The exit code of a run that has ended, the same for every command that measures. */
final class ExitCode {

    static final int DONE = 0;
    static final int MISSED = 1;
    static final int NOT_MEASURED = 2;

    /** The description of the exit codes in the help. */
    static final String HELP =
            "Exit codes: 0 done; 1 a promise was measured and missed, with --check; 2 the run could not start, could not continue, or could not measure everything.";

    private ExitCode() {}

    /**
     * @param check whether a missed promise is a failure
     * @param kept whether every promise that was measured was kept
     * @param whole whether everything was measured
     */
    static int of(boolean check, boolean kept, boolean whole) {
        if (check && !kept) {
            return MISSED;
        }
        return whole ? DONE : NOT_MEASURED;
    }
}
