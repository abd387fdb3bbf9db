package dev.corral.lab;

import java.io.PrintStream;

/** A check that everything a command printed was written. */
final class StandardOutput {

    private StandardOutput() {}

    /**
     * Returns the exit code of a command that has printed its output. The reader of a pipe may close it early, as
     * {@code head} does; that is not an error, and the command's own exit code is returned.
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
