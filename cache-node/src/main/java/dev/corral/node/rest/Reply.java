package dev.corral.node.rest;

import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** What a request is answered, before it is known which way it goes out: over the framework's resources, or beside them. */
final class Reply {

    private record Field(CharSequence name, CharSequence value) {
        Field quick() {
            return new Field(Reply.quick(name), Reply.quick(value));
        }
    }

    private static final int USUAL_FIELDS = 12;

    private final int status;
    private final List<Field> fields;
    private byte[] row;
    private Problem problem;

    Reply(int status) {
        this(status, new ArrayList<>(USUAL_FIELDS));
    }

    private Reply(int status, List<Field> fields) {
        this.status = status;
        this.fields = fields;
    }

    Reply field(CharSequence name, String value) {
        fields.add(new Field(name, value));
        return this;
    }

    /** @param bytes never changed again */
    Reply body(byte[] bytes) {
        row = bytes;
        return this;
    }

    Reply body(Problem why) {
        problem = why;
        return this;
    }

    /** What it says beside its body, to be said often: as the server writes it quickest. */
    Reply head() {
        return new Reply(status, fields.stream().map(Field::quick).toList());
    }

    /** The same of these bytes. */
    Reply of(byte[] bytes) {
        return new Reply(status, fields).body(bytes);
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

    void send(HttpServerResponse response) {
        if (status != response.getStatusCode()) {
            response.setStatusCode(status);
        }
        MultiMap headers = response.headers();
        for (Field field : fields) {
            headers.add(field.name(), field.value());
        }
        byte[] body = problem == null ? row : problem.json();
        if (body == null) {
            response.end();
        } else {
            response.end(BufferImpl.buffer(Unpooled.wrappedBuffer(body)));
        }
    }
}
