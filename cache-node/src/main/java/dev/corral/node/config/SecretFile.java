package dev.corral.node.config;

import static dev.corral.node.config.Rule.holds;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that contains a secret and nothing else, and the setting that names it. */
public enum SecretFile {
    PASSWORD("corral.redis.password-file", "password"),
    TOKEN("corral.switches.token-file", "token");

    private static final int MOST_BYTES = 4_096;

    private final String setting;
    private final String content;

    SecretFile(String setting, String content) {
        this.setting = setting;
        this.content = content;
    }

    /** @throws ConfigurationException with a sentence, if the file cannot be read or is empty */
    public String read(Path file) {
        try {
            String secret = text(file).replaceFirst("\\R$", "");
            holds(!secret.isEmpty(), "%s: %s is empty; write the %s into it", setting, file, content);
            return secret;
        } catch (CharacterCodingException other) {
            throw new ConfigurationException(setting + ": " + file + " is not in UTF-8; convert it");
        } catch (IOException unreadable) {
            throw new ConfigurationException(
                    setting + ": " + file + " cannot be read; name a text file that exists and is readable");
        }
    }

    /** Reads a bounded number of bytes, because the file may have no end, such as /dev/zero. */
    private String text(Path file) throws IOException {
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
