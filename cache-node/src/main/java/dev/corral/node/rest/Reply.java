package dev.corral.node.rest;

import dev.corral.guard.core.LoadFailure.Shed;
import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** The response to a request, which is sent either by one of the framework's resources or directly. */
final class Reply {

    private record Field(CharSequence name, CharSequence value) {
        Field quick() {
            return new Field(Reply.quick(name), Reply.quick(value));
        }
    }

    /** The length of a body and its header value, which the server would otherwise format for each response. */
    private record Length(int bytes, CharSequence text) {
        static Length of(byte[] row) {
            return new Length(row.length, HttpHeaders.createOptimized(String.valueOf(row.length)));
        }
    }

    private static final int USUAL_FIELDS = 12;

    private final int status;
    private final List<Field> fields;
    private byte[] row;
    private Problem problem;
    private Length length;
    private LargeBodies large;
    private Object name;

    Reply(int status) {
        this(status, new ArrayList<>(USUAL_FIELDS));
    }

    private Reply(int status, List<Field> fields) {
        this.status = status;
        this.fields = fields;
    }

    int status() {
        return status;
    }

    Reply field(CharSequence name, String value) {
        fields.add(new Field(name, value));
        return this;
    }

    /** @param bytes must never change afterwards */
    Reply body(byte[] bytes) {
        row = bytes;
        return this;
    }

    Reply body(Problem why) {
        problem = why;
        return this;
    }

    /** Sets the writer that sends the body if it is large. */
    Reply through(LargeBodies bodies) {
        large = bodies;
        return this;
    }

    /** @param row the name of the bytes, which all replies with equal bytes share */
    Reply named(Object row) {
        name = row;
        return this;
    }

    /** The status and headers without the body, for repeated use: in the form that the server writes fastest. */
    Reply head() {
        Reply head = new Reply(status, fields.stream().map(Field::quick).toList());
        head.large = large;
        head.length = row == null ? null : Length.of(row);
        return head;
    }

    /** A reply with the same head and these bytes. */
    Reply of(byte[] bytes) {
        Reply reply = new Reply(status, fields).body(bytes).through(large);
        reply.length = length;
        return reply;
    }

    private static CharSequence quick(CharSequence text) {
        boolean ascii = text.chars().allMatch(each -> each < 0x80);
        return ascii ? HttpHeaders.createOptimized(text.toString()) : text;
    }

    RestResponse<Object> asResource() {
        ResponseBuilder<Object> response = ResponseBuilder.create(status);
        fields.forEach(
                field -> response.header(field.name().toString(), field.value().toString()));
        return response.entity(problem == null ? row : problem).build();
    }

    void send(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        byte[] body = problem == null ? row : problem.json();
        boolean toHead = request.method().equals(HttpMethod.HEAD);
        boolean sliceable = large != null && body != null && body.length > 0 && !toHead;
        if (sliceable && LargeBodies.include(body, response)) {
            sendLarge(request, body);
        } else if (!sliceable && UnreadResponses.end(request)) {
            return;
        } else if (body == null) {
            sayHead(response);
            response.end();
        } else if (toHead) {
            sendLength(response, body.length);
        } else {
            sayHead(response);
            if (length != null && length.bytes() == body.length) {
                response.headers().add(HttpHeaders.CONTENT_LENGTH, length.text());
            }
            response.end(BufferImpl.buffer(Unpooled.wrappedBuffer(body)));
        }
    }

    /** Answers HEAD with the length of the body, which the server does not add itself. */
    private void sendLength(HttpServerResponse response, int bytes) {
        sayHead(response);
        response.headers().set(HttpHeaders.CONTENT_LENGTH, String.valueOf(bytes));
        response.end();
    }

    /**
     * Sends a large body. Its room is reserved before anything is written, because without room the response is a
     * different one.
     */
    private void sendLarge(HttpServerRequest request, byte[] body) {
        LargeBodies.Room room;
        try {
            room = large.room(body, name);
        } catch (Shed full) {
            large.refusal(full).send(request);
            return;
        }
        HttpServerResponse response = request.response();
        try {
            sayHead(response);
            response.headers().add(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length));
        } catch (RuntimeException unfit) {
            room.release();
            throw unfit;
        }
        room.write(response);
    }

    private void sayHead(HttpServerResponse response) {
        if (status != response.getStatusCode()) {
            response.setStatusCode(status);
        }
        MultiMap headers = response.headers();
        for (Field field : fields) {
            headers.add(field.name(), field.value());
        }
    }
}
