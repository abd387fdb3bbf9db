package dev.corral.node.rest;

import dev.corral.guard.core.Content.Value;
import dev.corral.node.origin.EntityTag;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The entity tag of a row: the origin's own, or the row's version, or a digest of the body if there is neither. */
final class ETag {

    private static final String FIELD = "etag";
    private static final int DIGEST_BYTES = 16;

    private ETag() {}

    static String of(Value value) {
        if (isDigest(value)) {
            return "\"" + digest(value.bytes()) + "\"";
        }
        return isOrigins(value) ? value.fields().get(FIELD) : of(value.version());
    }

    /** Whether only its own bytes can identify the row. */
    static boolean isDigest(Value value) {
        return value.version() <= 0 && !isOrigins(value);
    }

    private static boolean isOrigins(Value value) {
        String tag = value.fields().get(FIELD);
        return tag != null && EntityTag.valid(tag);
    }

    static String of(long version) {
        return "\"" + version + "\"";
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
