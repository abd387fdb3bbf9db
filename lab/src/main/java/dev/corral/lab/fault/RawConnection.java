package dev.corral.lab.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** One connection of a {@link RawOrigin}: reads requests one after another, and writes any bytes. */
final class RawConnection implements AutoCloseable {

    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream input;
    private int requests;

    RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new BufferedInputStream(socket.getInputStream());
        socket.setTcpNoDelay(true);
    }

    /** The next request when its body has been read as well; null where the other end has closed the connection. */
    RawRequest next() throws IOException {
        String first = line();
        if (first.isEmpty()) {
            return null;
        }
        int length = 0;
        for (String field = line(); !field.isEmpty(); field = line()) {
            if (field.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(field.substring(LENGTH.length()).strip());
            }
        }
        input.skipNBytes(length);
        requests++;
        return RawRequest.parse(first, requests);
    }

    /** Without its end; empty where there is none. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int each = input.read(); each >= 0 && each != '\n'; each = input.read()) {
            if (each != '\r') {
                line.append((char) each);
            }
        }
        return line.toString();
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Waits between two writes, so that the other end reads them apart. */
    void pause(Duration span) {
        Scene.await(span);
    }

    /** Closes the connection when nothing has arrived for so long; the next read fails then. */
    void closeWhenIdle(Duration limit) throws IOException {
        socket.setSoTimeout((int) limit.toMillis());
    }

    /** Ends the connection with a reset in place of an orderly close. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        close();
    }

    boolean closed() {
        return socket.isClosed();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // Nothing more is sent.
        }
    }
}
