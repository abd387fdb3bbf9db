package dev.corral.origin.rows;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The body of a row that was never written: a JSON object with its id, padded to a given size.
 *
 * <p>The same id always results in the same bytes. An id that is too long for the size results in a longer body.
 */
public record GeneratedBody(int sizeBytes) {

    private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);

    byte[] of(String id) {
        String start =
                "{\"id\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(id)) + "\",\"padding\":\"";
        byte[] head = start.getBytes(StandardCharsets.UTF_8);
        byte[] body = Arrays.copyOf(head, Math.max(sizeBytes, head.length + END.length));
        Arrays.fill(body, head.length, body.length, (byte) 'x');
        System.arraycopy(END, 0, body, body.length - END.length, END.length);
        return body;
    }
}
