package dev.corral.lab.fault;

import dev.corral.lab.fleet.Bodies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that read an answer, send a body or send a header a byte at a time, each over a connection of its own. */
final class SlowClients implements AutoCloseable {

    private static final String PATH = "/caches/full/";
    private static final Duration A_BYTE = Duration.ofSeconds(1);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** So small that the rest of an answer stays with who sends it. */
    private static final int RECEIVE_BUFFER = 4_096;

    private static final String FOUND = " 200";
    private static final int STATUS_LINE = "HTTP/1.1 200".length();
    private static final int BODY_SENT = 100_000;

    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger readers = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger stuck = new AtomicInteger();

    SlowClients(int port) {
        this.port = port;
    }

    /** Reads the row of that key a byte a second. */
    void read(String key) {
        begin("GET " + PATH + key + " HTTP/1.1\r\nHost: lab\r\n\r\n", socket -> {
            readers.incrementAndGet();
            String status = new String(socket.getInputStream().readNBytes(STATUS_LINE), StandardCharsets.US_ASCII);
            served.addAndGet(status.endsWith(FOUND) ? 1 : 0);
            while (socket.getInputStream().read() >= 0) {
                Scene.await(A_BYTE);
            }
        });
    }

    /** Sends the header of a PUT and a part of its body, then nothing. */
    void stallWrite(String key) {
        begin(
                String.format(
                        Locale.ROOT,
                        "PUT %s%s HTTP/1.1\r\nHost: lab\r\nContent-Length: %d\r\n\r\n",
                        PATH,
                        key,
                        Bodies.LARGE_BYTES),
                socket -> {
                    socket.getOutputStream().write(new byte[BODY_SENT]);
                    stick(socket, "");
                });
    }

    /** Sends the header of a GET a byte a second, without an end. */
    void trickleHead() {
        begin("GET " + PATH + Bodies.SMALL + " HTTP/1.1\r\nField: ", socket -> stick(socket, "x"));
    }

    /** What one of them does with its connection. */
    private interface Conduct {
        void begin(Socket socket) throws IOException;
    }

    private void begin(String head, Conduct conduct) {
        Thread.startVirtualThread(() -> {
            try (Socket socket = new Socket()) {
                open.add(socket);
                socket.setReceiveBufferSize(RECEIVE_BUFFER);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) CONNECT.toMillis());
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                conduct.begin(socket);
            } catch (IOException ended) {
                // By the server, or when the fault is over.
            }
        });
    }

    /** Until the server ends the connection, with or without an answer. */
    private void stick(Socket socket, String each) throws IOException {
        stuck.incrementAndGet();
        try {
            socket.setSoTimeout((int) A_BYTE.toMillis());
            while (!ended(socket)) {
                socket.getOutputStream().write(each.getBytes(StandardCharsets.US_ASCII));
            }
        } finally {
            stuck.decrementAndGet();
        }
    }

    private static boolean ended(Socket socket) throws IOException {
        try {
            while (socket.getInputStream().read() >= 0) {
                // An answer is read to its end.
            }
            return true;
        } catch (SocketTimeoutException notYet) {
            return false;
        }
    }

    /** Those that have sent their request. */
    int readers() {
        return readers.get();
    }

    /** Those whose answer has begun with 200. */
    int served() {
        return served.get();
    }

    /** Stalled writes and trickled headers whose connections are open. */
    int stuck() {
        return stuck.get();
    }

    @Override
    public void close() {
        leave();
    }

    /** Closes their connections. */
    void leave() {
        for (Socket each : open) {
            try {
                each.close();
            } catch (IOException alreadyClosed) {
                // The server was quicker.
            }
        }
    }
}
