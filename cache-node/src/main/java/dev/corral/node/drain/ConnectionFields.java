package dev.corral.node.drain;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * The header fields of a response that are about its connection. Only HTTP/1.x has them: over HTTP/2 they are a protocol
 * error, at which a client drops the whole response.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2">RFC 9113, connection-specific fields</a>
 */
public final class ConnectionFields {

    private ConnectionFields() {}

    /** Whether requests share their connection with others at the same time. */
    public static boolean isMultiplexed(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2;
    }

    /** States that the response is the last one of its connection, where that can be stated. */
    public static void announceClose(HttpServerRequest request) {
        if (!isMultiplexed(request)) {
            request.response().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }
}
