package dev.corral.node.testing;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One connection to a node over which requests are sent one after another. It does not hide a reset of the connection.
 */
public final class KeptAlive implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    /** A response. */
    public record Answer(int status, Map<String, String> fields, String body) {
        /** Whether it announces that it is the last response of this connection. */
        public boolean last() {
            return "close".equalsIgnoreCase(fields.get("connection"));
        }
    }

    private final Socket socket;
    private final InputStream input;

    public KeptAlive(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        input = new BufferedInputStream(socket.getInputStream());
    }

    public Answer ask(String path) throws IOException {
        send(path);
        return answer();
    }

    public void send(String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: node\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Sends a request without a body, with a target that is sent octet by octet.
     *
     * @param target each character is an octet
     * @param fields the header lines
     */
    public Answer ask(String method, String target, String... fields) throws IOException {
        String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        send(method + " " + target + " HTTP/1.1\r\nHost: node\r\n" + more + "\r\n", "");
        return answer(!method.equals("HEAD"));
    }

    /** @param body the part of the body that is not withheld; each character of head and body is an octet */
    public void send(String head, String body) throws IOException {
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends any text, whether or not it is a request. */
    public void sendRaw(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    public Answer answer() throws IOException {
        return answer(true);
    }

    private Answer answer(boolean withBody) throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        Map<String, String> fields = new HashMap<>();
        for (String field = line(); !field.isEmpty(); field = line()) {
            int colon = field.indexOf(':');
            fields.put(
                    field.substring(0, colon).toLowerCase(Locale.ROOT),
                    field.substring(colon + 1).strip());
        }
        int length = withBody ? Integer.parseInt(fields.getOrDefault("content-length", "0")) : 0;
        byte[] body = input.readNBytes(length);
        return new Answer(status, fields, new String(body, StandardCharsets.UTF_8));
    }

    /** Whether the node has closed the connection. */
    public boolean ended() throws IOException {
        return input.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("closed, with no answer");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
