package dev.corral.origin.rest;

import dev.corral.origin.ledger.Ledger;
import dev.corral.origin.ledger.Line;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import java.util.Iterator;

/**
 * Writes a copy of the ledger into a response, one line of JSON per query, as fast as the client reads.
 *
 * <p>It yields the event loop after every batch, because queries arrive on the same one.
 */
final class LedgerStream {

    private static final int BATCH_LINES = 256;

    private final Ledger.Copy ledger;
    private final Iterator<Line> lines;
    private final HttpServerResponse response;
    private final Context eventLoop;

    LedgerStream(Ledger.Copy ledger, HttpServerResponse response, Context eventLoop) {
        this.ledger = ledger;
        this.lines = ledger.iterator();
        this.response = response;
        this.eventLoop = eventLoop;
    }

    void start() {
        response.putHeader("Content-Type", "application/x-ndjson")
                .putHeader("Ledger-Overflowed", Long.toString(ledger.overflowed()))
                .putHeader("Ledger-Now-Micros", Long.toString(ledger.takenMicros()))
                .setChunked(true);
        writeOn();
    }

    private void writeOn() {
        if (response.closed()) {
            return;
        }
        response.write(nextBatch());
        if (!lines.hasNext()) {
            response.end();
        } else if (response.writeQueueFull()) {
            response.drainHandler(drained -> writeOn());
        } else {
            eventLoop.runOnContext(turn -> writeOn());
        }
    }

    private Buffer nextBatch() {
        Buffer batch = Buffer.buffer();
        for (int line = 0; line < BATCH_LINES && lines.hasNext(); line++) {
            batch.appendBuffer(Json.encodeToBuffer(lines.next())).appendByte((byte) '\n');
        }
        return batch;
    }
}
