package dev.corral.node.origin;

import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.node.memory.ResponseBudget;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.Map;

/** A reply while it comes in: bounded by itself, and with all others together. */
final class IncomingReply {

    private static final int NOT_MODIFIED = 304;

    private final int maxBytes;
    private final ResponseBudget underWay;
    private BodyBuffer body = new BodyBuffer(0, 0);
    private boolean begun;
    private int status;
    private Map<String, String> fields = Map.of();
    private long taken;
    private boolean dropped;

    /** @param underWay what its body shares with those of all others */
    IncomingReply(int maxBytes, ResponseBudget underWay) {
        this.maxBytes = maxBytes;
        this.underWay = underWay;
    }

    /** What can be refused by its head is refused before its body has come. */
    void begins(int answered, MultiMap headers) {
        status = answered;
        begun = true;
        fields = Fields.of(headers);
        long announced = announced(headers);
        if (announced > maxBytes) {
            throw tooLarge();
        }
        body = new BodyBuffer((int) announced, maxBytes);
    }

    void comes(Buffer chunk) {
        if (body.length() + chunk.length() > maxBytes) {
            throw tooLarge();
        }
        if (takeRoom(body.growth(chunk.length()))) {
            body.append(chunk);
        }
    }

    /** Whether its head has come. */
    boolean begun() {
        return begun;
    }

    Reply whole() {
        byte[] bytes = body.whole();
        handOver(bytes);
        return new Reply(status, fields, bytes);
    }

    /** The body goes on counting, for those to whom it is sent. */
    private synchronized void handOver(byte[] bytes) {
        if (!dropped) {
            underWay.bodies().keep(bytes, taken, null);
            taken = 0;
        }
    }

    /** False where it was dropped: its room was given back, and more may still arrive. */
    private synchronized boolean takeRoom(int bytes) {
        if (!dropped) {
            underWay.take(bytes, taken);
            taken += bytes;
        }
        return !dropped;
    }

    /** From any thread: gives its room back. */
    synchronized void drop() {
        dropped = true;
        underWay.give(taken);
        taken = 0;
    }

    /** A 304 may tell the length of what it does not send. */
    private long announced(MultiMap headers) {
        return status == NOT_MODIFIED
                ? 0
                : ContentLength.of(headers.getAll(HttpHeaders.CONTENT_LENGTH)).orElse(0);
    }

    private OriginFailed tooLarge() {
        return OriginFailed.unusable("a body of more than " + maxBytes + " bytes; raise corral.origin.max-bytes");
    }
}
