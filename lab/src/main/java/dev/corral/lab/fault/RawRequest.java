package dev.corral.lab.fault;

/**
 * A request that a {@link RawOrigin} has read.
 *
 * @param key the last segment of the path
 * @param nth the number of the request on its connection, counted from 1
 */
record RawRequest(String method, String key, int nth) {

    /** @param line the request line, for example {@code GET /rows/key HTTP/1.1} */
    static RawRequest parse(String line, int nth) {
        String[] words = line.split(" ", 3);
        if (words.length < 3) {
            throw new IllegalArgumentException("no request line: " + line);
        }
        return new RawRequest(words[0], words[1].substring(words[1].lastIndexOf('/') + 1), nth);
    }

    /** Whether the connection has already carried another request. */
    boolean reused() {
        return nth > 1;
    }
}
