package dev.corral.lab.command;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.fleet.RedisUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that name an existing Redis. */
final class RedisOption {

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description = "Use this Redis, redis://host:port or, with TLS, rediss://host:port, instead of starting one."
                    + " Only the fleet's own keys are written and deleted.")
    String given;

    @Option(
            names = "--redis-password-file",
            paramLabel = "FILE",
            description = "Read the password of Redis from this file, because every user can read a command line.")
    Path passwordFile;

    /** The largest size of a password file, with a margin. */
    private static final int MOST_BYTES = 4_096;

    /** The URL with its password; null before the options are read, and if a Redis is to be started. */
    private String url;

    /**
     * Returns the URL with its password; null if a Redis is to be started. A password file is read only once, because
     * it may be a pipe.
     *
     * @throws RuntimeException with a sentence that states what is wrong
     */
    String url() {
        Require.that(
                given != null || passwordFile == null,
                "--redis-password-file is given without --redis; it must be given with the Redis of that password: add"
                        + " --redis, or leave both out");
        if (given != null && url == null) {
            url = (passwordFile == null ? RedisUrl.of(given) : RedisUrl.of(given, password())).text();
        }
        return url;
    }

    /** Checks the options before anything is started. */
    void require() {
        url();
    }

    private String password() {
        Path file = Folders.called(passwordFile);
        String named = "--redis-password-file is '" + file + "'; it must ";
        String oneLine = named + "hold the password in one line: write it there";
        try {
            String password = text(file, oneLine).replaceFirst("\\R$", "");
            Require.that(!password.isEmpty() && password.lines().count() == 1, oneLine);
            return password;
        } catch (CharacterCodingException other) {
            throw new LabException(named + "be a text file in UTF-8: convert it", other);
        } catch (IOException unreadable) {
            throw new LabException(
                    named + "be a text file that you can read: correct the name, or its permissions", unreadable);
        }
    }

    /** Returns the text of the file, which may be endless. */
    private static String text(Path file, String tooLarge) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(MOST_BYTES + 1);
            Require.that(bytes.length <= MOST_BYTES, tooLarge);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }
}
