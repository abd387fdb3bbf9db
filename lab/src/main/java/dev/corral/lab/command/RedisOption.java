package dev.corral.lab.command;

import dev.corral.lab.fleet.RedisUrl;
import dev.corral.lab.fleet.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that name a Redis which is there already. */
final class RedisOption {

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description = "Use this Redis instead of starting one: redis://host:port, or rediss://host:port for TLS."
                    + " Only the fleet's own keys are touched.")
    String given;

    @Option(
            names = "--redis-password-file",
            paramLabel = "FILE",
            description = "Read its password from this file, because a command line can be read by every user.")
    Path passwordFile;

    /**
     * The address with its password; null where one is to be started.
     *
     * @throws RuntimeException with the sentence that says what is wrong
     */
    String url() {
        Require.that(
                given != null || passwordFile == null,
                "--redis-password-file is given without --redis; it holds the password of that Redis: name it with --redis,"
                        + " or leave both out");
        if (given == null) {
            return null;
        }
        return (passwordFile == null ? RedisUrl.of(given) : RedisUrl.of(given, password())).text();
    }

    /** Checks the options before anything is started. */
    void require() {
        url();
    }

    private String password() {
        Path file = Folders.called(passwordFile);
        try {
            String password = Files.readString(file).replaceFirst("\\R$", "");
            Require.that(
                    !password.isEmpty() && password.lines().count() == 1,
                    "--redis-password-file is '" + file + "'; it must hold the password in one line: write it there");
            return password;
        } catch (IOException unreadable) {
            throw new Trouble(
                    "--redis-password-file is '" + file
                            + "'; it must be a text file that you can read: correct the name, or its permissions",
                    unreadable);
        }
    }
}
