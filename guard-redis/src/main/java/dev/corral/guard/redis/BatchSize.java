package dev.corral.guard.redis;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;

/**
 * The number of reads that are sent as one batch. The client buffers all replies of a batch until the last one has
 * arrived, so a batch of large values needs memory for all of them: the larger the values are, the fewer reads share a
 * batch.
 */
final class BatchSize {

    private static final int MOST_READS = 16;
    private static final int MOST_BYTES = 256 * 1024;
    /**
     * Each reply lowers the estimated size by an eighth, so that a large value no longer counts after a few dozen small
     * ones.
     */
    private static final int DECAY_SHIFT = 3;

    private int usualBytes = 1;

    int reads() {
        return Math.max(1, Math.min(MOST_READS, MOST_BYTES / usualBytes));
    }

    /** @param reply null if the key has no value */
    void replied(Response reply) {
        if (reply != null && reply.type() == ResponseType.BULK) {
            replied(reply.toBuffer().length());
        }
    }

    void replied(int bytes) {
        usualBytes = Math.max(Math.max(1, bytes), usualBytes - (usualBytes >> DECAY_SHIFT));
    }
}
