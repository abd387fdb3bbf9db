package dev.corral.node.rest;

import dev.corral.guard.core.Content.Value;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A row's strong entity tag: the origin's row version, or a digest of the payload where there is none. */
final class ETag {

    private static final int DIGEST_BYTES = 16;

    private ETag() {}

    static String of(Value value) {
        return value.version() > 0 ? of(value.version()) : "\"" + digest(value.bytes()) + "\"";
    }

    static String of(long version) {
        return "\"" + version + "\"";
    }

    /** Compares weakly, as {@code If-None-Match} asks for. */
    static boolean matches(String ifNoneMatch, String tag) {
        for (String candidate : ifNoneMatch.split(",")) {
            String bare = candidate.strip();
            if (bare.equals("*") || bare.equals(tag) || bare.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
