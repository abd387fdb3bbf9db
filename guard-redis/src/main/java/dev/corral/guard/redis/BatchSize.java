package dev.corral.guard.redis;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;

/**
 * How many reads go out as one batch. The client keeps all replies of a batch until the last one has come, so that a batch
 * of large values would hold their sum: the larger the values are, the fewer reads share one.
 */
final class BatchSize {

    private static final int MOST_READS = 16;
    private static final int MOST_BYTES = 256 * 1024;
    /** A large value is forgotten after a few dozen small ones. */
    private static final int DECAY_SHIFT = 3;

    private int usualBytes = 1;

    int reads() {
        return Math.max(1, Math.min(MOST_READS, MOST_BYTES / usualBytes));
    }

    /** @param reply null where there is no value */
    void replied(Response reply) {
        if (reply != null && reply.type() == ResponseType.BULK) {
            replied(reply.toBuffer().length());
        }
    }

    void replied(int bytes) {
        usualBytes = Math.max(Math.max(1, bytes), usualBytes - (usualBytes >> DECAY_SHIFT));
    }
}
