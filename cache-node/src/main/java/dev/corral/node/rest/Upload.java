package dev.corral.node.rest;

import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.node.clients.SlowResponses;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The body of one request, received on its event loop: no thread waits for a client. Its bytes count in the budget from
 * their arrival until {@link #release}.
 */
final class Upload implements SlowResponses.Response {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /**
     * The limits of all uploads.
     *
     * @param timeout the time limit of a whole body
     * @param slow ends the slowest bodies if another needs their memory
     */
    record Limits(long maxBytes, Duration timeout, UploadRoom room, SlowResponses slow) {}

    /** Receives the one outcome of an upload; none if its client has left. */
    interface Receiver {
        /** The body is complete; the receiver must release it. */
        void complete(Upload upload);

        /** The body is too large, or the node has no room for it. */
        void refused(RuntimeException why);

        void late();
    }

    private final HttpServerRequest request;
    private final Vertx vertx;
    private final Context context = Vertx.currentContext();
    private final Limits limits;
    private final Receiver receiver;
    private final Buffer body = Buffer.buffer();
    /**
     * Held while bytes are counted. Another thread that needs the memory can end only an upload that does not grow just
     * then.
     */
    private final ReentrantLock counting = new ReentrantLock();

    /** The id of no timer, until there is one; 0 is that of the first timer of the process. */
    private long timer = -1;

    private long taken;
    private volatile long sinceNanos;
    private volatile boolean over;

    private Upload(HttpServerRequest request, Vertx vertx, Limits limits, Receiver receiver) {
        this.request = request;
        this.vertx = vertx;
        this.limits = limits;
        this.receiver = receiver;
        this.sinceNanos = limits.slow().nanos();
    }

    /** Begins to receive the body; sends {@code 100 Continue} to a client that waits for it. */
    static void receive(HttpServerRequest request, Vertx vertx, Limits limits, Receiver receiver) {
        Upload upload = new Upload(request, vertx, limits, receiver);
        if (request.isEnded()) {
            upload.complete();
            return;
        }
        upload.begin();
        if (BodyAnnouncement.waitsForContinue(request)) {
            request.response().writeContinue();
        }
    }

    private void begin() {
        limits.slow().begin(this);
        timer = vertx.setTimer(limits.timeout().toMillis(), late -> stop(receiver::late));
        request.exceptionHandler(gone -> stop(() -> {}));
        request.endHandler(end -> complete());
        request.handler(this::take);
    }

    byte[] bytes() {
        return body.getBytes();
    }

    /** Returns its room to the budget; must be called once the body is no longer needed. */
    void release() {
        counting.lock();
        try {
            limits.room().give(taken);
            taken = 0;
        } finally {
            counting.unlock();
        }
    }

    private void take(Buffer chunk) {
        try {
            if (count(chunk.length())) {
                body.appendBuffer(chunk);
            }
        } catch (ProblemException | Shed why) {
            stop(() -> receiver.refused(why));
        }
    }

    /** Returns false if the upload is over and more bytes still arrive. */
    private boolean count(int bytes) {
        counting.lock();
        try {
            if (over) {
                return false;
            }
            if (taken + bytes > limits.maxBytes()) {
                throw new ProblemException(Problems.tooLarge(limits.maxBytes()));
            }
            sinceNanos = limits.slow().nanos();
            limits.room().take(taken, bytes);
            taken += bytes;
            return true;
        } finally {
            counting.unlock();
        }
    }

    private void complete() {
        if (finish()) {
            receiver.complete(this);
        }
    }

    private void stop(Runnable outcome) {
        if (finish()) {
            release();
            outcome.run();
        }
    }

    private boolean finish() {
        counting.lock();
        try {
            if (over) {
                return false;
            }
            over = true;
        } finally {
            counting.unlock();
        }
        vertx.cancelTimer(timer);
        limits.slow().end(this);
        return true;
    }

    @Override
    public long waitsSinceNanos() {
        return sinceNanos;
    }

    /** A time that it never reaches, because its own timer ends it earlier. */
    @Override
    public long untilNanos() {
        return sinceNanos + limits.timeout().multipliedBy(2).toNanos();
    }

    @Override
    public boolean end() {
        if (!counting.tryLock()) {
            return false;
        }
        try {
            if (!finish()) {
                return false;
            }
            release();
        } finally {
            counting.unlock();
        }
        context.runOnContext(
                now -> receiver.refused(new Shed("this upload stalled; another body needs its memory", RETRY_AFTER)));
        return true;
    }
}
