package dev.corral.guard.core;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What is cached under which name: the cache and the row's id in it. Both are checked here, once, so that every layer
 * and store may trust them. Ordered, so that a hash table sorts the keys that somebody crafted to collide.
 *
 * @param cache lower-case letters, digits and dashes, at most 64
 * @param id at most {@value #MAX_ID_BYTES} bytes of UTF-8, not empty, no control characters
 * @throws IllegalArgumentException with the rule that was broken, in one sentence
 */
public record Key(String cache, String id) implements Comparable<Key> {

    public static final int MAX_ID_BYTES = 512;

    private static final int MAX_CACHE_LENGTH = 64;
    private static final int MAX_BYTES_OF_A_CHAR = 3;

    public Key {
        require(names(cache), "a cache's name has 1 to 64 lower-case letters, digits and dashes");
        require(!id.isEmpty(), "a key must not be empty");
        require(fits(id), "a key has at most " + MAX_ID_BYTES + " bytes of UTF-8");
        require(printable(id), "a key has no control characters");
    }

    /** The key of a {@link #toString()}; empty where it is none. */
    public static Optional<Key> of(String name) {
        int colon = name.indexOf(':');
        try {
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Key(name.substring(0, colon), name.substring(colon + 1)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /* Spelled out: a record's own go through method handles, and the near cache asks them at every hit. */

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && id.equals(key.id) && cache.equals(key.cache);
    }

    @Override
    public int hashCode() {
        return 31 * cache.hashCode() + id.hashCode();
    }

    @Override
    public int compareTo(Key other) {
        int byId = id.compareTo(other.id);
        return byId != 0 ? byId : cache.compareTo(other.cache);
    }

    /* Looked at by every request: without a pattern, a stream or a copy. */

    private static boolean names(String cache) {
        boolean fit = !cache.isEmpty() && cache.length() <= MAX_CACHE_LENGTH && cache.charAt(0) != '-';
        for (int at = 0; fit && at < cache.length(); at++) {
            char each = cache.charAt(at);
            fit = each >= 'a' && each <= 'z' || each >= '0' && each <= '9' || each == '-';
        }
        return fit;
    }

    private static boolean fits(String id) {
        return id.length() <= MAX_ID_BYTES / MAX_BYTES_OF_A_CHAR
                || id.length() <= MAX_ID_BYTES && id.getBytes(StandardCharsets.UTF_8).length <= MAX_ID_BYTES;
    }

    private static boolean printable(String id) {
        for (int at = 0; at < id.length(); at++) {
            if (Character.isISOControl(id.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** Names the key in a store; no two keys share it, because a cache's name has no colon. */
    @Override
    public String toString() {
        return cache + ":" + id;
    }
}
