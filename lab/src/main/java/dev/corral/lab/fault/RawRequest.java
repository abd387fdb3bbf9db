package dev.corral.lab.fault;

/**
 * One request, as a {@link RawOrigin} has read it.
 *
 * @param key the last segment of its path
 * @param nth of its connection, counted from 1
 */
record RawRequest(String method, String key, int nth) {

    /** @param line {@code GET /rows/key HTTP/1.1} */
    static RawRequest parse(String line, int nth) {
        String[] words = line.split(" ", 3);
        if (words.length < 3) {
            throw new IllegalArgumentException("no request line: " + line);
        }
        return new RawRequest(words[0], words[1].substring(words[1].lastIndexOf('/') + 1), nth);
    }

    /** Whether its connection has carried another one before. */
    boolean reused() {
        return nth > 1;
    }
}
