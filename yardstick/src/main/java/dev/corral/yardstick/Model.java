package dev.corral.yardstick;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * The response that every control returns: the bytes of a node's response, and its headers at the time it was recorded.
 *
 * @param cache the cache of the node that returned it
 * @param identity the identity of the rows in the node's store
 */
@SuppressWarnings("ArrayRecordComponent")
record Model(String cache, String identity, Map<String, String> headers, byte[] bytes) {

    /** The response before another is set: an empty one. */
    static final Model NOTHING = new Model("", "", Map.of(), new byte[0]);

    private static final String PREFIX = "model-";
    private static final String IDENTITY = "Store-Identity";

    /** @param told the node's headers, each with a prefix that separates it from the headers of the request itself */
    static Model of(String cache, HttpHeaders told, byte[] bytes) {
        Map<String, String> headers = new LinkedHashMap<>();
        told.getRequestHeaders().forEach((name, values) -> {
            if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                headers.put(name.substring(PREFIX.length()), values.getFirst());
            }
        });
        return new Model(cache, told.getHeaderString(IDENTITY), headers, bytes);
    }

    String redisKey(String key) {
        return "corral:v:" + identity + ":{" + cache + ":" + key + "}";
    }

    void send(HttpServerResponse response) {
        send(response, BufferImpl.buffer(Unpooled.wrappedBuffer(bytes)));
    }

    /** Sends the row that a stored value ends with; the bytes in front of it are the store's own. */
    void send(HttpServerResponse response, Buffer stored) {
        headers.forEach(response.headers()::add);
        int end = stored.length();
        response.end(stored.slice(Math.max(0, end - bytes.length), end));
    }

    RestResponse<Object> response() {
        ResponseBuilder<Object> response = ResponseBuilder.create(RestResponse.StatusCode.OK);
        response.entity(bytes);
        headers.forEach(response::header);
        return response.build();
    }
}
