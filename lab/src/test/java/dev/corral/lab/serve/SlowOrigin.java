package dev.corral.lab.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP service that answers every row at once, except {@code slow}, which it never answers. */
final class SlowOrigin implements AutoCloseable {

    private final AtomicInteger waiting = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private SlowOrigin(HttpServer server) {
        this.server = server;
    }

    static SlowOrigin start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SlowOrigin origin = new SlowOrigin(server);
        server.setExecutor(origin.threads);
        server.createContext("/", origin::answer);
        server.start();
        return origin;
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().endsWith("/slow")) {
            hold();
        }
        byte[] row = "a row".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, row.length);
        exchange.getResponseBody().write(row);
        exchange.close();
    }

    private void hold() {
        waiting.incrementAndGet();
        try {
            end.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/rows/{key}";
    }

    /** The number of reads of {@code slow} so far. */
    int waiting() {
        return waiting.get();
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.close();
    }
}
