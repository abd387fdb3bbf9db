package dev.corral.lab.fault;

import dev.corral.lab.text.Text;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The kinds of HTTP/1.1 responses that an origin sends for one row: well-formed, with interim responses, and malformed.
 */
enum AnswerKind {
    PLAIN(true) {
        @Override
        List<String> parts(String key, RandomGenerator random) {
            return List.of(RawAnswer.plain(row(key, random)));
        }
    },
    CHUNKED(true) {
        @Override
        List<String> parts(String key, RandomGenerator random) {
            return List.of(RawAnswer.chunked("", row(key, random)));
        }
    },
    /** Sends one to four interim responses before the row, in the same write or in a write of their own. */
    INTERIM(true) {
        @Override
        List<String> parts(String key, RandomGenerator random) {
            StringBuilder interim = new StringBuilder();
            for (int left = random.nextInt(1, MOST_INTERIM + 1); left > 0; left--) {
                interim.append(Text.of(
                        "HTTP/1.1 %d Interim\r\n\r\n", INTERIM_STATUSES.get(random.nextInt(INTERIM_STATUSES.size()))));
            }
            String row = RawAnswer.plain(row(key, random));
            return random.nextBoolean() ? List.of(interim.toString(), row) : List.of(interim + row);
        }
    },
    /** Sends a complete, unrequested second response right after the response for the row. */
    SECOND_RESPONSE(false) {
        @Override
        List<String> parts(String key, RandomGenerator random) {
            return List.of(RawAnswer.plain(row(key, random)) + RawAnswer.plain(foreign(random)));
        }
    },
    BYTES_BEHIND(false) {
        @Override
        List<String> parts(String key, RandomGenerator random) {
            return List.of(RawAnswer.plain(row(key, random)) + "more than was announced");
        }
    },
    /** Sends a body that the status does not allow; the body is a response with another key's row. */
    NO_CONTENT_WITH_BODY(false) {
        @Override
        List<String> parts(String key, RandomGenerator random) {
            return List.of(RawAnswer.bodiless("204 No Content", RawAnswer.plain(foreign(random))));
        }
    },
    NOT_MODIFIED_WITH_BODY(false) {
        @Override
        List<String> parts(String key, RandomGenerator random) {
            return List.of(RawAnswer.bodiless("304 Not Modified", RawAnswer.plain(foreign(random))));
        }
    },
    LENGTH_TOO_SHORT(false) {
        @Override
        List<String> parts(String key, RandomGenerator random) {
            return List.of(RawAnswer.withLength(row(key, random), -CONTRADICTED_BY));
        }
    },
    /** The connection is closed after the response, because the client waits for the rest of the body. */
    LENGTH_TOO_LONG(false) {
        @Override
        List<String> parts(String key, RandomGenerator random) {
            return List.of(RawAnswer.withLength(row(key, random), CONTRADICTED_BY));
        }

        @Override
        boolean closes() {
            return true;
        }
    },
    LENGTH_BESIDE_CHUNKED(false) {
        @Override
        List<String> parts(String key, RandomGenerator random) {
            String row = row(key, random);
            return List.of(RawAnswer.chunked(RawAnswer.length(row.length() + CONTRADICTED_BY), row));
        }
    },
    TWO_LENGTHS(false) {
        @Override
        List<String> parts(String key, RandomGenerator random) {
            String row = row(key, random);
            return List.of(
                    RawAnswer.of("200 OK", RawAnswer.length(row.length() - CONTRADICTED_BY), RawAnswer.plainTail(row)));
        }
    },
    SWITCHING_PROTOCOLS(false) {
        @Override
        List<String> parts(String key, RandomGenerator random) {
            return List.of(RawAnswer.of("101 Switching Protocols", "Upgrade: none\r\nConnection: Upgrade\r\n", "\r\n")
                    + RawAnswer.plain(row(key, random)));
        }
    };

    private static final List<Integer> INTERIM_STATUSES = List.of(100, 102, 103, 104, 199);
    private static final int MOST_INTERIM = 4;
    /** A length shorter than the filler of a row, so that the truncated body still contains its key. */
    private static final int CONTRADICTED_BY = 20;

    private static final int LEAST_FILLER = 32;
    private static final int MOST_FILLER = 512;

    private final boolean wellFormed;

    AnswerKind(boolean wellFormed) {
        this.wellFormed = wellFormed;
    }

    /** Returns the response for this key as a list of separate writes. */
    abstract List<String> parts(String key, RandomGenerator random);

    /** Whether a client must accept the row from this response. */
    boolean wellFormed() {
        return wellFormed;
    }

    /** Whether the origin closes the connection after this response. */
    boolean closes() {
        return false;
    }

    /** A row that begins with its key, so that even a partial body identifies it. */
    private static String row(String key, RandomGenerator random) {
        return Text.of("{\"id\":\"%s\",\"filler\":\"%s\"}", key, "x".repeat(random.nextInt(LEAST_FILLER, MOST_FILLER)));
    }

    /** The row of a key that no client reads. */
    private static String foreign(RandomGenerator random) {
        return row("nobody-" + random.nextInt(1_000_000), random);
    }
}
