package dev.corral.node.switches;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corral.node.config.SecretFile;
import java.nio.file.Path;
import java.security.MessageDigest;

/** The token that a request for a switch must have. Its file is read at each request, because it can be replaced. */
public record Token(Path file) {

    private static final String SCHEME = "Bearer ";

    /**
     * Whether a header has the token. The time that the comparison takes does not depend on the token.
     *
     * @param authorization null if the request has no such header
     * @throws io.quarkus.runtime.configuration.ConfigurationException if the file cannot be read
     */
    public boolean isIn(String authorization) {
        String token = SecretFile.TOKEN.read(file);
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        token.getBytes(UTF_8),
                        authorization.substring(SCHEME.length()).strip().getBytes(UTF_8));
    }
}
