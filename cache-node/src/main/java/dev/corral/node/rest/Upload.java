package dev.corral.node.rest;

import dev.corral.guard.core.LoadFailure.Shed;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/**
 * The body of one request, received on its event loop: no thread waits for a client. Its bytes count from their arrival
 * until {@link #release}.
 */
final class Upload {

    /**
     * What all uploads are bounded by.
     *
     * @param timeout of a whole body
     */
    record Limits(long maxBytes, Duration timeout, UploadRoom room) {}

    /** Receives the one outcome of an upload; none where its client has left. */
    interface Receiver {
        /** The body is complete; who receives it releases it. */
        void complete(Upload upload);

        /** The body is too large, or the node has no room for it. */
        void refused(RuntimeException why);

        void late();
    }

    private final HttpServerRequest request;
    private final Limits limits;
    private final Receiver receiver;
    private final Buffer body = Buffer.buffer();
    private long taken;
    private boolean over;

    private Upload(HttpServerRequest request, Limits limits, Receiver receiver) {
        this.request = request;
        this.limits = limits;
        this.receiver = receiver;
    }

    /** Begins to receive; a client that waits to be told so is told to send its body. */
    static void receive(HttpServerRequest request, Vertx vertx, Limits limits, Receiver receiver) {
        Upload upload = new Upload(request, limits, receiver);
        if (request.isEnded()) {
            upload.complete();
            return;
        }
        long timer = vertx.setTimer(limits.timeout().toMillis(), late -> upload.stop(receiver::late));
        request.exceptionHandler(gone -> {
            vertx.cancelTimer(timer);
            upload.stop(() -> {});
        });
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            upload.complete();
        });
        request.handler(chunk -> upload.take(chunk, timer, vertx));
        if (BodyAnnouncement.waitsForContinue(request)) {
            request.response().writeContinue();
        }
    }

    byte[] bytes() {
        return body.getBytes();
    }

    /** Gives its room back; to be called once the body is of no use any more. */
    void release() {
        limits.room().give(taken);
        taken = 0;
    }

    private void take(Buffer chunk, long timer, Vertx vertx) {
        if (over) {
            return;
        }
        try {
            if (taken + chunk.length() > limits.maxBytes()) {
                throw new ProblemException(Problems.tooLarge(limits.maxBytes()));
            }
            limits.room().take(taken, chunk.length());
            taken += chunk.length();
            body.appendBuffer(chunk);
        } catch (ProblemException | Shed why) {
            vertx.cancelTimer(timer);
            stop(() -> receiver.refused(why));
        }
    }

    private void complete() {
        if (!over) {
            over = true;
            receiver.complete(this);
        }
    }

    private void stop(Runnable outcome) {
        if (!over) {
            over = true;
            release();
            outcome.run();
        }
    }
}
