package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short-lived commands of the system. */
final class Commands {

    private static final int LIMIT_SECONDS = 10;

    private Commands() {}

    /**
     * Runs a command and returns its output, which must be short.
     *
     * @throws LabException with the command's error output, if it fails or does not end in time
     */
    static String run(List<String> command, String failed) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new LabException(
                        failed + ": " + command.getFirst() + " did not end within " + LIMIT_SECONDS + " s");
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new LabException(failed + ": " + lastLine(output, process.exitValue()));
            }
            return output;
        } catch (IOException failure) {
            throw new LabException(failed + ": " + Reasons.of(failure), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", interrupted);
        }
    }

    private static String lastLine(String output, int status) {
        return output.lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElseGet(() -> new ExitStatus(status).sentence());
    }
}
