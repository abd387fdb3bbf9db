package dev.corral.lab.fleet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bodies of the rows for the faults of clients; the beginning of the key determines the size. */
public final class Bodies {

    public static final String LARGE = "large";
    public static final String MIDDLE = "middle";
    public static final String SMALL = "small";

    public static final int LARGE_BYTES = 8_000_000;
    public static final int MIDDLE_BYTES = 500_000;

    private static final byte[] LARGE_BODY = filled(LARGE_BYTES);
    private static final byte[] MIDDLE_BODY = filled(MIDDLE_BYTES);

    private Bodies() {}

    /**
     * @param path the path, whose last segment is the key
     * @return a shared array, which must not be modified
     */
    public static byte[] of(String path) {
        String key = path.substring(path.lastIndexOf('/') + 1);
        if (key.startsWith(LARGE)) {
            return LARGE_BODY;
        }
        return key.startsWith(MIDDLE) ? MIDDLE_BODY : ("row " + key).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] filled(int bytes) {
        byte[] body = new byte[bytes];
        Arrays.fill(body, (byte) 'x');
        return body;
    }
}
