package dev.corral.guard;

import java.nio.charset.StandardCharsets;

/**
 * Turns the values of a cache into bytes and back. Used by many threads at once.
 *
 * @param <V> the type of the values
 */
public interface Codec<V> {

    byte[] encode(V value);

    /**
     * The value of these bytes. Any exception says that they are not of this codec, for example because another version of
     * the program has stored them: the value then counts as not stored, and is loaded.
     */
    V decode(byte[] bytes);

    /** The media type under which the bytes are stored. */
    default String mediaType() {
        return "application/octet-stream";
    }

    /** Bytes as they are. They are shared: nobody may change them. */
    static Codec<byte[]> bytes() {
        return new Codec<>() {
            @Override
            public byte[] encode(byte[] value) {
                return value;
            }

            @Override
            public byte[] decode(byte[] bytes) {
                return bytes;
            }
        };
    }

    /** Strings as UTF-8. */
    static Codec<String> strings() {
        return new Codec<>() {
            @Override
            public byte[] encode(String value) {
                return value.getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public String decode(byte[] bytes) {
                return new String(bytes, StandardCharsets.UTF_8);
            }

            @Override
            public String mediaType() {
                return "text/plain; charset=utf-8";
            }
        };
    }
}
