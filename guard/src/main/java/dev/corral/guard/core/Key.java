package dev.corral.guard.core;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The key of a cached row: the name of the cache and the row's id in it. The constructor checks both, so that every
 * layer and store may trust them. Keys are ordered, so that a hash table sorts keys that were crafted to collide.
 *
 * @param cache lower-case letters, digits and dashes, at most 64
 * @param id at most {@value #MAX_ID_BYTES} bytes of UTF-8, not empty, no control characters
 */
public record Key(String cache, String id) implements Comparable<Key> {

    public static final int MAX_ID_BYTES = 512;

    private static final int MAX_CACHE_LENGTH = 64;
    private static final int MAX_BYTES_OF_A_CHAR = 3;

    /** @throws IllegalArgumentException if a part is invalid; the message states the rule in one sentence */
    public Key {
        require(names(cache), "a cache's name must have 1 to 64 lower-case letters, digits and dashes");
        require(!id.isEmpty(), "a key must not be empty");
        require(fits(id), "a key must have at most " + MAX_ID_BYTES + " bytes of UTF-8");
        require(printable(id), "a key must have no control characters");
    }

    /**
     * Returns the index of this key in a table. The hash is spread, because similar keys have similar hashes.
     *
     * @param slots the size of the table, a power of two above 1
     */
    public int slot(int slots) {
        int spread = hashCode() * 0x9E3779B9;
        return spread >>> Integer.SIZE - Integer.numberOfTrailingZeros(slots);
    }

    /** Parses a {@link #toString()}; empty if it is not the name of a key. */
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

    /* Written by hand: a record's own methods use method handles, and the near cache calls these at every hit. */

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

    /* These checks run at every request, so they use no pattern, no stream and no copy. */

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

    /** Returns the name of the key in a store. It is unique, because the name of a cache has no colon. */
    @Override
    public String toString() {
        return cache + ":" + id;
    }
}
