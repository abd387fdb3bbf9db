package dev.corral.node.rest;

import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.node.memory.ResponseBudget;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that the bodies of all uploads hold together. It is a part of the budget for bodies, so that rows can be
 * loaded while large uploads stall. The first bytes of each body count only against the whole budget, so that small
 * rows can be written in the meantime.
 */
final class UploadRoom {

    private static final long SMALL = 64 * 1024;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ResponseBudget all;
    private final long most;
    private final Runnable full;
    private final AtomicLong held = new AtomicLong();

    /**
     * @param all the budget of the bodies of all requests and responses
     * @param most the part of it that uploads may hold
     * @param full runs whenever uploads would hold more
     */
    UploadRoom(ResponseBudget all, long most, Runnable full) {
        this.all = all;
        this.most = most;
        this.full = full;
    }

    /**
     * @param before the bytes that the same body already holds
     * @throws Shed if there is no room for so many more bytes
     */
    void take(long before, long bytes) {
        long large = large(before + bytes) - large(before);
        if (held.addAndGet(large) > most && large > 0) {
            held.addAndGet(-large);
            full.run();
            throw new Shed("uploads hold their share of corral.origin.max-bytes-under-way", RETRY_AFTER);
        }
        try {
            all.take(bytes, before);
        } catch (Shed none) {
            held.addAndGet(-large);
            throw none;
        }
    }

    /** @param taken all bytes that one body holds */
    void give(long taken) {
        held.addAndGet(-large(taken));
        all.give(taken);
    }

    private static long large(long bytes) {
        return Math.max(0, bytes - SMALL);
    }
}
