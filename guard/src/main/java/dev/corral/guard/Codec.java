package dev.corral.guard;

import java.nio.charset.StandardCharsets;

/**
 * Converts the values of a cache to bytes and back. Many threads use a codec at once.
 *
 * @param <V> the type of the values
 */
public interface Codec<V> {

    /** Returns the bytes of a value. An exception fails the calls that wait for the value, and nothing is stored. */
    byte[] encode(V value);

    /**
     * Returns the value of these bytes. Any exception means that the bytes are not of this codec, for example because
     * another version of the program stored them. The value is then treated as not stored, and is loaded.
     */
    V decode(byte[] bytes);

    /** The media type under which the bytes are stored. */
    default String mediaType() {
        return "application/octet-stream";
    }

    /** Returns a codec that stores byte arrays as they are. The arrays are shared: no caller may change them. */
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

    /** Returns a codec that stores strings as UTF-8. */
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
