package dev.corral.lab.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.corral.lab.fleet.Origin;
import dev.corral.lab.measure.Ledger;

/**
 * The queries of a run as the origin returns them.
 *
 * @param startMicros the start of the run by the origin's clock
 */
public record OriginLog(String raw, long startMicros) {

    /**
     * Reads the log when the origin has no query in progress.
     *
     * @param startNanos the start of the run by {@link System#nanoTime()}
     */
    static OriginLog of(Origin origin, long startNanos) {
        origin.awaitIdle();
        return new OriginLog(origin.ledger(), startNanos / 1_000 + origin.clockOffsetMicros());
    }

    /** Returns the queries on a time line that starts with the run. */
    public Ledger ledger() throws JsonProcessingException {
        return Ledger.parse(raw).since(startMicros);
    }
}
