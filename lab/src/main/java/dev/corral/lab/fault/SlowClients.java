package dev.corral.lab.fault;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.fleet.Bodies;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that read a response or send headers one byte at a time, or stall in the middle of a body, each over a
 * connection of its own.
 */
final class SlowClients implements AutoCloseable {

    private static final String PATH = "/caches/full/";
    private static final Duration A_BYTE = Duration.ofSeconds(1);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** A size so small that the rest of a response stays in the memory of the server. */
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

    /** Reads the row of that key at one byte a second. */
    void read(String key) {
        begin("GET " + PATH + key + " HTTP/1.1\r\nHost: lab\r\n\r\n", socket -> {
            readers.incrementAndGet();
            String status = new String(socket.getInputStream().readNBytes(STATUS_LINE), StandardCharsets.US_ASCII);
            served.addAndGet(status.endsWith(FOUND) ? 1 : 0);
            while (socket.getInputStream().read() >= 0) {
                Patience.pause(A_BYTE);
            }
        });
    }

    /** Sends the headers of a PUT and a part of its body, and then nothing. */
    void stallWrite(String key) {
        begin(
                Text.of("PUT %s%s HTTP/1.1\r\nHost: lab\r\nContent-Length: %d\r\n\r\n", PATH, key, Bodies.LARGE_BYTES),
                socket -> {
                    socket.getOutputStream().write(new byte[BODY_SENT]);
                    stick(socket, "");
                });
    }

    /** Sends the headers of a GET at one byte a second, without an end. */
    void trickleHead() {
        begin("GET " + PATH + Bodies.SMALL + " HTTP/1.1\r\nField: ", socket -> stick(socket, "x"));
    }

    /** The behavior of one client on its connection. */
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
                // The connection was closed by the server, or because the fault is over.
            }
        });
    }

    /** Sends bytes until the server closes the connection, with or without a response. */
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
                // The response has been read to its end.
            }
            return true;
        } catch (SocketTimeoutException notYet) {
            return false;
        }
    }

    /** The number of clients that have sent their request. */
    int readers() {
        return readers.get();
    }

    /** The number of clients whose response has begun with status 200. */
    int served() {
        return served.get();
    }

    /** The number of stalled writes and slow headers whose connections are open. */
    int stuck() {
        return stuck.get();
    }

    @Override
    public void close() {
        leave();
    }

    /** Closes the connections of the clients. */
    void leave() {
        for (Socket each : open) {
            try {
                each.close();
            } catch (IOException alreadyClosed) {
                // The server has already closed the connection.
            }
        }
    }
}
