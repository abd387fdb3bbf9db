package dev.corral.guard.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corral.guard.core.Key;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The Redis keys of one fleet's rows: {@code prefix:kind:identity:{cache:id}}, and of the document that it shares.
 *
 * <p>The prefix identifies the fleet that shares the rows; the identity identifies their source and format. Neither can
 * contain a colon, a brace or a character of a glob pattern, so no key, push prefix or access rule of one keyspace
 * covers a key of another.
 */
public final class Keyspace {

    private static final String NAME = "[A-Za-z0-9_-]{1,32}";
    private static final String RULE = " must have 1 to 32 letters, digits, dashes and underscores, not '%s'";
    private static final int IDENTITY_LENGTH = 10;
    private static final int BITS_OF_A_DIGIT = 5;

    private final String prefix;
    private final String values;
    private final String leases;
    private final String fences;
    private final String failures;
    private final String heartbeats;
    private final List<String> document;
    private final String identity;

    private Keyspace(String prefix, String identity) {
        this.prefix = prefix;
        this.identity = identity;
        this.values = prefix + ":v:" + identity + ":{";
        this.leases = prefix + ":l:" + identity + ":{";
        this.fences = prefix + ":f:" + identity + ":{";
        this.failures = prefix + ":e:" + identity + ":{";
        this.heartbeats = prefix + ":h:" + identity + ":{";
        this.document = List.of(prefix + ":s:{fleet}:document", prefix + ":s:{fleet}:processes");
    }

    /**
     * Returns the keyspace of a prefix without a named source. All processes with the same prefix read its rows, so the
     * caller must make sure that the rows have the same meaning for all of them.
     *
     * @throws IllegalArgumentException if the prefix is invalid; the message states the rule in one sentence
     */
    public static Keyspace of(String prefix) {
        return of(prefix, identityOf(""));
    }

    /** @throws IllegalArgumentException if a name is invalid; the message states the rule in one sentence */
    public static Keyspace of(String prefix, String identity) {
        require(prefix, "a Redis prefix");
        require(identity, "an identity");
        return new Keyspace(prefix, identity);
    }

    /**
     * Returns a short digest of the source of rows and of the format in which they are stored: rows of another source,
     * or of another format, have other keys.
     */
    public static String identityOf(String source) {
        return identityOf(source, EntryCodec.FORMAT);
    }

    static String identityOf(String source, short format) {
        byte[] text = source.getBytes(UTF_8);
        byte[] named = ByteBuffer.allocate(Short.BYTES + text.length)
                .putShort(format)
                .put(text)
                .array();
        long bits = ByteBuffer.wrap(sha256(named)).getLong() >>> (Long.SIZE - IDENTITY_LENGTH * BITS_OF_A_DIGIT);
        String digits = Long.toString(bits, 1 << BITS_OF_A_DIGIT);
        return "0".repeat(IDENTITY_LENGTH - digits.length()) + digits;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }

    private static void require(String name, String what) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(what + String.format(Locale.ROOT, RULE, name));
        }
    }

    /**
     * Returns the keyspace of the same prefix with another identity.
     *
     * @throws IllegalArgumentException if the identity is invalid; the message states the rule in one sentence
     */
    Keyspace withIdentity(String other) {
        return of(prefix, other);
    }

    /** The identity in every key: a digest of the source and the format of the rows, or the configured one. */
    public String identity() {
        return identity;
    }

    /** Returns the four Redis keys of an entry. */
    public StoreKeys of(Key key) {
        String tag = key + "}";
        return new StoreKeys(values + tag, leases + tag, fences + tag, failures + tag);
    }

    String value(Key key) {
        return values + key + "}";
    }

    /** The key prefix of pushes about changed values. */
    String values() {
        return values;
    }

    /** The key prefix of pushes about changed failures. */
    String failures() {
        return failures;
    }

    /**
     * The two keys of the document that the fleet shares: the document, and the processes that have applied it. They
     * have no identity, because the document remains in force when the source or the format of the rows changes.
     */
    List<String> document() {
        return document;
    }

    /** The key prefix of the heartbeats of all processes with this name; the instance of the process follows. */
    String heartbeats(Member member) {
        return heartbeats + member.name() + "}:";
    }

    /** Returns the {@link Key#toString()} in the Redis key of a value or a failure; empty for any other Redis key. */
    Optional<String> name(String redisKey) {
        boolean kind = redisKey.startsWith(values) || redisKey.startsWith(failures);
        return kind && redisKey.endsWith("}")
                ? Optional.of(redisKey.substring(values.length(), redisKey.length() - 1))
                : Optional.empty();
    }
}
