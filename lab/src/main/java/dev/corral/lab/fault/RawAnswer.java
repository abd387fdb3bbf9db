package dev.corral.lab.fault;

/** HTTP/1.1 responses as raw text, well-formed and malformed. */
final class RawAnswer {

    private RawAnswer() {}

    static String of(String status, String fields, String tail) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n" + fields + tail;
    }

    /** Returns a complete response with this body. */
    static String plain(String body) {
        return withLength(body, 0);
    }

    /** @param more by how much the announced length exceeds the body; negative if it is shorter than the body */
    static String withLength(String body, int more) {
        return of("200 OK", length(body.length() + more), "\r\n" + body);
    }

    /** Returns the correct length, the end of the headers, and the body. */
    static String plainTail(String body) {
        return length(body.length()) + "\r\n" + body;
    }

    static String length(int bytes) {
        return "Content-Length: " + bytes + "\r\n";
    }

    /** Returns a response whose body is sent in two chunks. */
    static String chunked(String fields, String body) {
        int half = body.length() / 2;
        String chunks = chunk(body.substring(0, half)) + chunk(body.substring(half)) + chunk("");
        return of("200 OK", fields + "Transfer-Encoding: chunked\r\n", "\r\n" + chunks);
    }

    private static String chunk(String part) {
        return Integer.toHexString(part.length()) + "\r\n" + part + "\r\n";
    }

    /** Returns a response with a body although its status allows none. */
    static String bodiless(String status, String body) {
        return of(status, "", plainTail(body));
    }
}
