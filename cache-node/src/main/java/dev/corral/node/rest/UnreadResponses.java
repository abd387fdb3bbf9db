package dev.corral.node.rest;

import dev.corral.node.clients.ClientConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Closes the connections of clients that send requests and read none of the responses. A response with a body waits for
 * its client in {@link LargeBodies}; a response without one could only accumulate in memory.
 */
final class UnreadResponses {

    private UnreadResponses() {}

    /**
     * Closes the connection and returns true if its client has left too much unread; over HTTP/2 each stream has a
     * window.
     */
    static boolean end(HttpServerRequest request) {
        if (!request.response().writeQueueFull() || request.version() == HttpVersion.HTTP_2) {
            return false;
        }
        ClientConnection connection = ClientConnection.of(request);
        if (connection == null) {
            request.connection().close();
        } else {
            connection.endUnread();
        }
        return true;
    }
}
