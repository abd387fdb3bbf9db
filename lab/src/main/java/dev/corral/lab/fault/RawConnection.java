package dev.corral.lab.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** A connection of a {@link RawOrigin}, which reads requests one after another and writes arbitrary bytes. */
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

    /** Returns the next request once its body has been read as well; null if the client has closed the connection. */
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

    /** Returns the next line without its line break; empty if there is none. */
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

    /** Limits the time that the connection may be idle: the next read fails if nothing has arrived by then. */
    void closeWhenIdle(Duration limit) throws IOException {
        socket.setSoTimeout((int) limit.toMillis());
    }

    /** Closes the connection with a reset instead of an orderly shutdown. */
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
            // The connection is closed in any case; nothing more is sent on it.
        }
    }
}
