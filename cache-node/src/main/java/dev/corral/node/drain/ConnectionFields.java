package dev.corral.node.drain;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * The response headers that concern the connection. Only HTTP/1.x has them: over HTTP/2 they are a protocol error, for
 * which a client drops the whole response.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2">RFC 9113, connection-specific fields</a>
 */
public final class ConnectionFields {

    private ConnectionFields() {}

    /** Whether the request's connection carries several requests at the same time. */
    public static boolean isMultiplexed(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2;
    }

    /** Announces that the response is the last one of its connection, if the protocol has a header for that. */
    public static void announceClose(HttpServerRequest request) {
        if (!isMultiplexed(request)) {
            request.response().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }
}
