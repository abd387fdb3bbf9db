package dev.corral.lab.drill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The HTTP port of a drill on loopback, from which Prometheus scrapes the counts of the load. */
final class LoadExporter implements AutoCloseable {

    static final String METRICS = "/metrics";

    private static final int FOUND = 200;
    private static final int NOT_ALLOWED = 405;
    private static final int FAILED = 500;

    /** Several, because an action may wait while Prometheus scrapes. */
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("load exporter").factory());

    private LoadExporter(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
    }

    /**
     * Starts it.
     *
     * @param actions what a POST to each path does; it returns the text of the response
     */
    static LoadExporter start(LoadCounts counts, Map<String, Supplier<String>> actions) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(METRICS, exchange -> answer(exchange, FOUND, counts.text()));
            actions.forEach((path, action) -> server.createContext(path, exchange -> act(exchange, action)));
            LoadExporter exporter = new LoadExporter(server);
            server.start();
            return exporter;
        } catch (IOException failure) {
            throw new LabException("the counts of the load cannot be served: " + failure.getMessage(), failure);
        }
    }

    private static void act(HttpExchange exchange, Supplier<String> action) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, NOT_ALLOWED, "Use POST.\n");
            return;
        }
        try {
            answer(exchange, FOUND, action.get());
        } catch (LabException failure) {
            answer(exchange, FAILED, failure.sentence() + "\n");
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
