package dev.corral.node.config;

import static dev.corral.node.config.Rule.holds;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A file that contains a secret and nothing else, and the setting that names it. */
public enum SecretFile {
    PASSWORD("corral.redis.password-file", "password"),
    TOKEN("corral.switches.token-file", "token");

    private static final Pattern LAST_LINE_ENDS = Pattern.compile("[\\r\\n]+\\z");

    private static final int MOST_BYTES = 4_096;

    /** What a request header can carry without a change. */
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]+");

    private final String setting;
    private final String content;

    SecretFile(String setting, String content) {
        this.setting = setting;
        this.content = content;
    }

    /** @throws ConfigurationException with a sentence, if the file cannot be read, is empty or contains no such secret */
    public String read(Path file) {
        try {
            String secret = trimmed(text(file));
            holds(!secret.isEmpty(), "%s: %s is empty; write the %s into it", setting, file, content);
            holds(
                    this != TOKEN || VISIBLE_ASCII.matcher(secret).matches(),
                    "%s: %s has several lines, spaces or characters that are not ASCII; write only the %s into it",
                    setting,
                    file,
                    content);
            return secret;
        } catch (CharacterCodingException other) {
            throw new ConfigurationException(setting + ": " + file + " is not in UTF-8; convert it");
        } catch (IOException unreadable) {
            throw new ConfigurationException(
                    setting + ": " + file + " cannot be read; name a text file that exists and is readable");
        }
    }

    /**
     * A token is sent in a request header, which has no white space at its ends; a password may have some. The scripts of
     * the chart read a password in the same way: a line end that only one of the two removes locks the node out.
     */
    private String trimmed(String text) {
        return this == TOKEN ? text.strip() : LAST_LINE_ENDS.matcher(text).replaceFirst("");
    }

    /** Reads a bounded number of bytes, because the file may have no end, such as /dev/zero. */
    private String text(Path file) throws IOException {
        if (this == TOKEN && !Files.isRegularFile(file)) {
            throw new NoSuchFileException(
                    file.toString(), null, "a pipe can be read only once, and keeps its reader waiting");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            holds(
                    bytes.length <= MOST_BYTES,
                    "%s: %s is larger than %s bytes; write only the %s into it",
                    setting,
                    file,
                    MOST_BYTES,
                    content);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }
}
