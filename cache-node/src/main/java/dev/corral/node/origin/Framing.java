package dev.corral.node.origin;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/**
 * Checks of a response's first bytes and headers, which determine where the response begins and ends.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6">RFC 9112, message body</a>
 */
final class Framing {

    private static final byte[] HTTP = "HTTP/".getBytes(StandardCharsets.US_ASCII);
    private static final byte TLS_ALERT = 0x15;
    private static final byte TLS_HANDSHAKE = 0x16;
    private static final byte TLS_MAJOR_VERSION = 3;

    private Framing() {}

    /**
     * Whether the bytes can be the beginning of a response; the line breaks in front of it are skipped, as in the
     * decoder.
     */
    static boolean beginsAsHttp(ByteBuf bytes) {
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex() && (bytes.getByte(at) == '\r' || bytes.getByte(at) == '\n')) {
            at++;
        }
        int most = Math.min(HTTP.length, bytes.writerIndex() - at);
        for (int each = 0; each < most; each++) {
            if (bytes.getByte(at + each) != HTTP[each]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the bytes begin as a TLS alert or handshake, which a server sends if it expected a handshake. */
    static boolean beginsAsTls(ByteBuf bytes) {
        int at = bytes.readerIndex();
        return bytes.readableBytes() >= 2
                && (bytes.getByte(at) == TLS_ALERT || bytes.getByte(at) == TLS_HANDSHAKE)
                && bytes.getByte(at + 1) == TLS_MAJOR_VERSION;
    }

    static boolean announcesBody(HttpHeaders headers) {
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                || length != null && !length.strip().equals("0");
    }

    /**
     * Whether the body has a transfer coding other than chunked. Without chunks nothing marks the end of such a body,
     * and with them its bytes are not the row's.
     */
    static boolean isOtherThanChunked(HttpHeaders headers) {
        return headers.getAll(HttpHeaderNames.TRANSFER_ENCODING).stream()
                .anyMatch(coding -> !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding.strip()));
    }
}
