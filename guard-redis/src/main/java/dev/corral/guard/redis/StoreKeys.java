package dev.corral.guard.redis;

import dev.corral.guard.core.Key;
import java.util.Optional;

/**
 * The four Redis keys of an entry, in one Cluster slot.
 *
 * <p>The kind precedes the key, so that pushes can be asked for by prefix; the braces enclose only the hash tag.
 */
public record StoreKeys(String value, String lease, String fence, String failure) {

    static final String VALUES = "corral:v:";
    static final String FAILURES = "corral:e:";

    private static final int KIND = VALUES.length();

    public static StoreKeys of(Key key) {
        String tag = "{" + key + "}";
        return new StoreKeys(VALUES + tag, "corral:l:" + tag, "corral:f:" + tag, FAILURES + tag);
    }

    static String value(Key key) {
        return VALUES + "{" + key + "}";
    }

    /** Watched by the node that writes it: a push that arrives proves that pushes arrive. */
    static String heartbeat(String nodeName) {
        return "corral:h:{" + nodeName + "}";
    }

    /** The {@link Key#toString()} behind a value's or a failure's Redis key; empty for any other. */
    static Optional<String> name(String redisKey) {
        boolean kind = redisKey.startsWith(VALUES + "{") || redisKey.startsWith(FAILURES + "{");
        return kind && redisKey.endsWith("}")
                ? Optional.of(redisKey.substring(KIND + 1, redisKey.length() - 1))
                : Optional.empty();
    }
}
