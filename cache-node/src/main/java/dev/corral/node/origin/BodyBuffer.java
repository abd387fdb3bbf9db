package dev.corral.node.origin;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * A body that arrives in chunks. One whose length was announced is put into its final array at once; another doubles, as
 * little as is possible.
 */
final class BodyBuffer {

    private static final int SMALLEST = 1_024;
    private static final byte[] NONE = {};

    private final int announced;
    private final int most;
    private byte[] bytes = NONE;
    private int length;

    /**
     * @param announced 0 where no length was
     * @param most how many there are at most
     */
    BodyBuffer(int announced, int most) {
        this.announced = announced;
        this.most = most;
    }

    int length() {
        return length;
    }

    /** How much more memory it takes with so many bytes more. */
    int growth(int more) {
        return capacity(length + more) - bytes.length;
    }

    void append(Buffer chunk) {
        int capacity = capacity(length + chunk.length());
        if (capacity > bytes.length) {
            bytes = Arrays.copyOf(bytes, capacity);
        }
        chunk.getBytes(bytes, length);
        length += chunk.length();
    }

    byte[] whole() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private int capacity(int needed) {
        if (needed <= bytes.length) {
            return bytes.length;
        }
        int least = Math.max(announced, needed);
        return needed <= announced ? announced : Math.max(least, Math.min(most, Math.max(SMALLEST, 2 * bytes.length)));
    }
}
