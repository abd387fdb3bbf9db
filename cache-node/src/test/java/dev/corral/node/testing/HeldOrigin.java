package dev.corral.node.testing;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real HTTP origin for tests. It counts its queries and answers them at once, or holds them until they are released.
 * A held query has already read its row, as in a slow database: its answer may be outdated by the time it is sent.
 */
public final class HeldOrigin implements AutoCloseable {

    private record Row(String body, long version) {}

    private record Held(HttpServerRequest request, Row row) {}

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, Row> rows = new HashMap<>();
    private final Map<String, Integer> queries = new HashMap<>();
    private final Map<String, Handler<HttpServerRequest>> scripts = new HashMap<>();
    private final List<String> callers = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private final List<Runnable> heldWrites = new ArrayList<>();
    private boolean holding;
    private boolean holdingWrites;
    private int closed;
    private HttpServerRequest last;

    public HeldOrigin() {
        server = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/rows/{key}";
    }

    public synchronized void row(String key, String body, long version) {
        rows.put(key, new Row(body, version));
    }

    /** Handles the queries of a key with a handler, instead of answering with its row. */
    public synchronized void script(String key, Handler<HttpServerRequest> answer) {
        scripts.put(key, answer);
    }

    /** Answers queries of a key with a status, a body and headers, as name, value, name, value... */
    public void answer(String key, int status, String body, String... fields) {
        script(key, query -> reply(query, status, body, fields));
    }

    public static void reply(HttpServerRequest query, int status, String body, String... fields) {
        for (int each = 0; each < fields.length; each += 2) {
            query.response().headers().add(fields[each], fields[each + 1]);
        }
        query.response().setStatusCode(status).end(body);
    }

    /** The value of a header of the last request; null if it was absent. */
    public synchronized String said(String field) {
        return last.getHeader(field);
    }

    /** The target of the last request, unchanged. */
    public synchronized String target() {
        return last.uri();
    }

    public synchronized void hold() {
        holding = true;
    }

    /** Holds writes: they are executed when they are released. */
    public synchronized void holdWrites() {
        holdingWrites = true;
    }

    public void release() {
        List<Held> queries;
        List<Runnable> writes;
        synchronized (this) {
            holding = false;
            holdingWrites = false;
            queries = List.copyOf(held);
            writes = List.copyOf(heldWrites);
            held.clear();
            heldWrites.clear();
        }
        queries.forEach(HeldOrigin::answer);
        writes.forEach(Runnable::run);
    }

    public void reset() {
        release();
        synchronized (this) {
            rows.clear();
            queries.clear();
            scripts.clear();
            callers.clear();
            closed = 0;
        }
    }

    public synchronized int queries(String key) {
        return queries.getOrDefault(key, 0);
    }

    public synchronized int held() {
        return held.size();
    }

    public synchronized int heldWrites() {
        return heldWrites.size();
    }

    /** The number of held queries whose connection was closed by their caller. */
    public synchronized int closed() {
        return closed;
    }

    /** The callers: cache, a slash, node. */
    public synchronized List<String> callers() {
        return List.copyOf(callers);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void handle(HttpServerRequest request) {
        String key = URLDecoder.decode(
                request.path().substring("/rows/".length()).replace("+", "%2B"), StandardCharsets.UTF_8);
        synchronized (this) {
            last = request;
        }
        switch (request.method().name()) {
            case "GET" -> query(key, request);
            case "PUT" ->
                scripted(key, request, () -> request.body().onSuccess(body -> inTurn(() -> write(key, body, request))));
            default -> scripted(key, request, () -> delete(key, request));
        }
    }

    private void scripted(String key, HttpServerRequest request, Runnable otherwise) {
        Handler<HttpServerRequest> script;
        synchronized (this) {
            script = scripts.get(key);
        }
        if (script != null) {
            script.handle(request);
        } else {
            otherwise.run();
        }
    }

    private void query(String key, HttpServerRequest request) {
        Handler<HttpServerRequest> script;
        Row row;
        synchronized (this) {
            queries.merge(key, 1, Integer::sum);
            callers.add(request.getHeader("Corral-Cache") + "/" + request.getHeader("Corral-Node"));
            script = scripts.get(key);
            row = rows.get(key);
            if (script == null && holding) {
                held.add(new Held(request, row));
                request.connection().closeHandler(gone -> left(request));
                return;
            }
        }
        if (script != null) {
            script.handle(request);
        } else {
            answer(new Held(request, row));
        }
    }

    private synchronized void left(HttpServerRequest request) {
        if (held.removeIf(each -> each.request() == request)) {
            closed++;
        }
    }

    private static void answer(Held query) {
        if (query.row() == null) {
            query.request().response().setStatusCode(404).end();
        } else {
            query.request()
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Row-Version", String.valueOf(query.row().version()))
                    .end(query.row().body());
        }
    }

    private void inTurn(Runnable write) {
        synchronized (this) {
            if (holdingWrites) {
                heldWrites.add(write);
                return;
            }
        }
        write.run();
    }

    private void write(String key, Buffer body, HttpServerRequest request) {
        long version;
        synchronized (this) {
            Row old = rows.get(key);
            version = old == null ? 1 : old.version() + 1;
            rows.put(key, new Row(body.toString(), version));
        }
        request.response()
                .setStatusCode(204)
                .putHeader("Row-Version", String.valueOf(version))
                .end();
    }

    private void delete(String key, HttpServerRequest request) {
        synchronized (this) {
            rows.remove(key);
        }
        request.response().setStatusCode(204).end();
    }
}
