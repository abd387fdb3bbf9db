package dev.corral.lab.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** A collector that accepts every request with spans, and counts it. */
final class SpanSink implements AutoCloseable {

    private static final int OK = 200;

    private final AtomicInteger batches = new AtomicInteger();
    private final HttpServer server;

    SpanSink() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new LabException("no port for a collector could be opened: " + failed.getMessage(), failed);
        }
        server.createContext("/", this::accept);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int batches() {
        return batches.get();
    }

    private void accept(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        batches.incrementAndGet();
        exchange.sendResponseHeaders(OK, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
