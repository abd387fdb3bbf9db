package dev.corral.node.rehearsal;

import java.util.function.Predicate;

/** The kinds of requests in a rehearsal, each with the response that shows that it took the path it is meant for. */
enum Kind {
    /** A read of a row that is not stored. */
    MISS(answer -> answer.status() == 200 && answer.cacheStatus().contains("fwd=miss")),

    /** A read of a row that the node has in its own memory, if its cache has a near cache. */
    NEAR_HIT(Kind::hit),

    /** A conditional read of a row that has not changed. */
    NOT_MODIFIED(answer -> answer.status() == 304),

    /** A HEAD request. */
    HEAD(answer -> answer.status() == 200),

    /** A read of a row that only the shared store has. */
    STORED_HIT(Kind::hit),

    /** A read of a row past its TTL, which is refreshed. */
    STALE_HIT(answer -> answer.status() == 200),

    /** One of several reads of the same row at the same time, which is not stored. */
    FOLLOWED(answer -> answer.status() == 200),

    /** A read of a row that does not exist. */
    ABSENT(answer -> answer.status() == 404),

    /** A read to which the origin responds with 403. */
    REFUSED(answer -> answer.status() == 403),

    /** A read to which the origin responds with 500. */
    FAILED(answer -> answer.status() >= 500),

    /** A read of which the origin's response is cut off. */
    CUT_OFF(answer -> answer.status() >= 500),

    /** A read of a gzipped row by a client that accepts gzip. */
    GZIP(answer -> answer.status() == 200 && answer.isGzipped()),

    /** A read of a gzipped row by a client that does not accept gzip. */
    GUNZIP(answer -> answer.status() == 200 && !answer.isGzipped()),

    /** A PUT, after which the key is invalidated. */
    PUT(answer -> answer.status() == 204),

    /** A DELETE, after which the key is invalidated. */
    DELETE(answer -> answer.status() == 204);

    private final Predicate<OwnAnswer> expected;

    Kind(Predicate<OwnAnswer> expected) {
        this.expected = expected;
    }

    boolean expects(OwnAnswer answer) {
        return expected.test(answer);
    }

    private static boolean hit(OwnAnswer answer) {
        return answer.status() == 200 && answer.cacheStatus().contains("hit");
    }
}
