package dev.corral.node.rehearsal;

import dev.corral.node.clients.ClientConnection;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;

/** The origin of a rehearsal: a server on loopback that answers by the beginning of the key. */
final class StandInOrigin {

    static final String ROW = "row-";
    static final String GZIPPED = "gzipped-";
    static final String ABSENT = "absent-";
    static final String REFUSED = "refused-";
    static final String FAILED = "failed-";
    static final String CUT_OFF = "cut-off-";

    private static final String LOOPBACK = "127.0.0.1";
    private static final int ROW_BYTES = 1_000;
    private static final String TAG = "\"1\"";
    private static final Buffer BODY = Buffer.buffer("{\"text\":\"" + "rehearsal ".repeat(ROW_BYTES / 10) + "\"}");
    private static final Buffer GZIPPED_BODY = gzipped(BODY);

    private final HttpServer server;

    private StandInOrigin(HttpServer server) {
        this.server = server;
    }

    /** @param versionHeader the response header with the version of a row */
    static Future<StandInOrigin> listen(Vertx vertx, Optional<String> versionHeader) {
        return vertx.createHttpServer()
                .requestHandler(request -> answer(request, versionHeader))
                // A response that is cut off is meant to be.
                .exceptionHandler(failure -> {})
                .listen(0, LOOPBACK)
                .map(StandInOrigin::new);
    }

    /** The URL template of its rows. */
    String url() {
        return "http://" + LOOPBACK + ":" + server.actualPort() + "/{key}";
    }

    void close() {
        server.close();
    }

    private static void answer(HttpServerRequest request, Optional<String> versionHeader) {
        follow(request);
        if (request.method() != HttpMethod.GET) {
            versionHeader.ifPresent(name -> request.response().putHeader(name, "1"));
            request.body()
                    .onComplete(read -> request.response().setStatusCode(204).end());
            return;
        }
        String key = request.path().substring(1);
        if (key.startsWith(ROW) || key.startsWith(GZIPPED)) {
            row(request, key.startsWith(GZIPPED), versionHeader);
        } else if (key.startsWith(CUT_OFF)) {
            request.response()
                    .putHeader("Content-Length", String.valueOf(BODY.length()))
                    .write(BODY.slice(0, 1))
                    .onComplete(written -> request.connection().close());
        } else {
            int status = key.startsWith(REFUSED) ? 403 : key.startsWith(FAILED) ? 500 : 404;
            request.response().setStatusCode(status).end();
        }
    }

    private static void row(HttpServerRequest request, boolean isGzipped, Optional<String> versionHeader) {
        HttpServerResponse response = request.response();
        response.putHeader("Content-Type", "application/json").putHeader("ETag", TAG);
        versionHeader.ifPresent(name -> response.putHeader(name, "1"));
        if (TAG.equals(request.getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
        } else if (isGzipped) {
            response.putHeader("Content-Encoding", "gzip").end(GZIPPED_BODY);
        } else {
            response.end(BODY);
        }
    }

    /** Records the exchange, as the node's own ports do: the limits of clients would end a connection without one. */
    private static void follow(HttpServerRequest request) {
        ClientConnection connection = ClientConnection.of(request);
        if (connection != null) {
            AtomicBoolean ended = new AtomicBoolean();
            connection.begin(request);
            request.response().endHandler(end -> end(connection, ended)).closeHandler(gone -> end(connection, ended));
        }
    }

    private static void end(ClientConnection connection, AtomicBoolean ended) {
        if (ended.compareAndSet(false, true)) {
            connection.end();
        }
    }

    private static Buffer gzipped(Buffer plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain.getBytes());
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
