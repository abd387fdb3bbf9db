package dev.corral.node.origin;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/**
 * What the first bytes and the header of a response say about where it begins and ends.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6">RFC 9112, message body</a>
 */
final class Framing {

    private static final byte[] HTTP = "HTTP/".getBytes(StandardCharsets.US_ASCII);
    private static final byte TLS_ALERT = 0x15;
    private static final byte TLS_HANDSHAKE = 0x16;
    private static final byte TLS_MAJOR_VERSION = 3;

    private Framing() {}

    /** Whether the bytes can be the beginning of a response; line breaks before it are skipped, as the decoder does. */
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

    /** Whether the bytes begin as an alert or a handshake of TLS, which a server sends where it has expected a handshake. */
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

    /** Without chunks nothing says where such a body ends, and with them its bytes are not the row's. */
    static boolean isOtherThanChunked(HttpHeaders headers) {
        return headers.getAll(HttpHeaderNames.TRANSFER_ENCODING).stream()
                .anyMatch(coding -> !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding.strip()));
    }
}
