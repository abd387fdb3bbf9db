package dev.corral.node.origin;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * A body that arrives in chunks. If its length was announced, its final array is allocated at once; otherwise the array
 * doubles when it is full, up to the limit.
 */
final class BodyBuffer {

    private static final int SMALLEST = 1_024;
    private static final byte[] NONE = {};

    private final int announced;
    private final int most;
    private byte[] bytes = NONE;
    private int length;

    /**
     * @param announced the announced length, or 0
     * @param most the maximum length
     */
    BodyBuffer(int announced, int most) {
        this.announced = announced;
        this.most = most;
    }

    int length() {
        return length;
    }

    /** The number of bytes that its array grows by if so many bytes are appended. */
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
