package dev.corral.node.rest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** The statements of a request's head about its body. */
final class BodyAnnouncement {

    private static final long UNKNOWN = -1;

    private BodyAnnouncement() {}

    /** Whether the request has a body; over HTTP/2 a body of unknown length is not announced. */
    static boolean isMade(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && !length.equals("0") || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** The announced length; negative if it is unknown. */
    static long length(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? UNKNOWN : Long.parseLong(length.strip());
        } catch (NumberFormatException unreadable) {
            throw new ProblemException(Problems.invalidTarget("Content-Length must be a number of bytes"));
        }
    }

    /** Whether the client waits for {@code 100 Continue} before it sends the body (RFC 9110, 10.1.1). */
    static boolean waitsForContinue(HttpServerRequest request) {
        return "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }
}
