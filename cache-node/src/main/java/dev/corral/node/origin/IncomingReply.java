package dev.corral.node.origin;

import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.node.memory.ResponseBudget;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.Map;

/** A response while it arrives. Its size is bounded, and so is the size of all such responses together. */
final class IncomingReply {

    static final int NOT_MODIFIED = 304;

    private final int maxBytes;
    private final ResponseBudget underWay;
    private BodyBuffer body = new BodyBuffer(0, 0);
    private boolean begun;
    private int status;
    private Map<String, String> fields = Map.of();
    private long taken;
    private boolean dropped;

    /** @param underWay the budget that all bodies in progress share */
    IncomingReply(int maxBytes, ResponseBudget underWay) {
        this.maxBytes = maxBytes;
        this.underWay = underWay;
    }

    /** Receives the head. A response that its head disqualifies is refused before its body arrives. */
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

    /** Whether its head has arrived. */
    boolean begun() {
        return begun;
    }

    Reply whole() {
        byte[] bytes = body.whole();
        handOver(bytes);
        return new Reply(status, fields, bytes);
    }

    /** Transfers the body to the shared bodies, so that it counts until it is sent. */
    private synchronized void handOver(byte[] bytes) {
        if (!dropped) {
            underWay.bodies().keep(bytes, taken, null);
            taken = 0;
        }
    }

    /** Returns false if the response was dropped: its room was returned, and more bytes may still arrive. */
    private synchronized boolean takeRoom(int bytes) {
        if (!dropped) {
            underWay.take(bytes, taken);
            taken += bytes;
        }
        return !dropped;
    }

    /** Returns its room to the budget. May be called from any thread. */
    synchronized void drop() {
        dropped = true;
        underWay.give(taken);
        taken = 0;
    }

    /** The announced length, or 0. A 304 may state the length of a body that it does not send. */
    private long announced(MultiMap headers) {
        return status == NOT_MODIFIED
                ? 0
                : ContentLength.of(headers.getAll(HttpHeaders.CONTENT_LENGTH)).orElse(0);
    }

    private OriginFailed tooLarge() {
        return OriginFailed.unusable("a body of more than " + maxBytes + " bytes; raise corral.origin.max-bytes");
    }
}
