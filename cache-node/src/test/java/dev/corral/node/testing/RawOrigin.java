package dev.corral.node.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** An origin that sends any bytes: a script answers each request over its connection, with valid HTTP or not. */
public final class RawOrigin implements AutoCloseable {

    private static final int MOST_REMEMBERED = 20_000;
    private static final String HEAD_END = "\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final List<Asked> asked = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final NetServer server;
    private volatile Script script;
    private volatile boolean closing;

    /** Answers one request. */
    @FunctionalInterface
    public interface Script {
        void answer(Asked asked);
    }

    /**
     * One request.
     *
     * @param connection its number, from 1
     * @param nth its number on that connection, from 1
     */
    public record Asked(int connection, int nth, String head, NetSocket socket) {
        public String method() {
            return head.substring(0, head.indexOf(' '));
        }

        public String key() {
            String target = head.split(" ", 3)[1];
            return target.substring(target.lastIndexOf('/') + 1);
        }

        public Optional<String> header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        /** Writes bytes, one per character. */
        public void send(String bytes) {
            socket.write(Buffer.buffer(bytes.getBytes(StandardCharsets.ISO_8859_1)));
        }

        public void after(long millis, Runnable step) {
            Vertx.currentContext().owner().setTimer(millis, due -> step.run());
        }

        public void close() {
            socket.close();
        }
    }

    public RawOrigin(Script script) {
        this(script, 0);
    }

    /** @param port the port; 0 for a free one */
    public RawOrigin(Script script, int port) {
        this.script = script;
        this.server = vertx.createNetServer()
                .connectHandler(this::converse)
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** A complete response. */
    public static String whole(String body, String... fields) {
        String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n" + more + "\r\n" + body;
    }

    public static String rowOf(String key) {
        return "row " + key;
    }

    public void script(Script next) {
        script = next;
    }

    /** Closes every connection from now on as soon as it is accepted. */
    public void closeAtOnce() {
        closing = true;
    }

    public int port() {
        return server.actualPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/rows/{key}";
    }

    public int connections() {
        return connections.get();
    }

    public synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    public long queries(String key) {
        return asked().stream().filter(each -> each.key().equals(key)).count();
    }

    private void converse(NetSocket socket) {
        int connection = connections.incrementAndGet();
        if (closing) {
            socket.close();
            return;
        }
        AtomicInteger requests = new AtomicInteger();
        StringBuilder received = new StringBuilder();
        socket.exceptionHandler(broken -> {});
        socket.handler(bytes -> {
            received.append(bytes.toString(StandardCharsets.ISO_8859_1));
            for (String head = head(received); head != null; head = head(received)) {
                answer(new Asked(connection, requests.incrementAndGet(), head, socket));
            }
        });
    }

    private void answer(Asked request) {
        synchronized (this) {
            if (asked.size() < MOST_REMEMBERED) {
                asked.add(request);
            }
        }
        script.answer(request);
    }

    /** The head of the next request, once its body has arrived too; null before that. */
    private static String head(StringBuilder received) {
        int end = received.indexOf(HEAD_END);
        if (end < 0) {
            return null;
        }
        String head = received.substring(0, end);
        int body = new Asked(0, 0, head, null)
                .header("content-length")
                .map(Integer::parseInt)
                .orElse(0);
        int whole = end + HEAD_END.length() + body;
        if (received.length() < whole) {
            return null;
        }
        received.delete(0, whole);
        return head;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
