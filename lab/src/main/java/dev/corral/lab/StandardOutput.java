package dev.corral.lab;

import java.io.PrintStream;

/** Whether what a command has printed was written. */
final class StandardOutput {

    private StandardOutput() {}

    /**
     * The exit code of a command that has printed its output. A reader of a pipe may close it early, as head does: that is no
     * error, and the command's own exit code stays.
     *
     * @param isPipe whether the output is a pipe
     */
    static int statusOf(int status, PrintStream out, boolean isPipe, PrintStream err) {
        if (!out.checkError() || isPipe) {
            return status;
        }
        err.println(
                "corral: the output could not be written: make room where it is redirected to, or redirect it to another"
                        + " file");
        return Main.FAILED;
    }
}
