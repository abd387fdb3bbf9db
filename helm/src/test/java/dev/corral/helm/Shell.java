package dev.corral.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Runs scripts of the chart with the shell of this machine. */
final class Shell {

    /** @param output what it printed, errors included */
    record Run(int exitCode, String output) {}

    private Shell() {}

    static Run run(Map<String, String> environment, String... command) {
        Process process = start(environment, command);
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts {@code sh} with these arguments. */
    static Process start(Map<String, String> environment, String... command) {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of("sh"), Arrays.stream(command)).toList())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
