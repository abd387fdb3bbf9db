package dev.corral.origin.service;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * How a query ended.
 *
 * <p>One set of words for the answer, the ledger and the metrics.
 */
public enum Outcome {
    /** There is such a row. */
    FOUND,
    /** There is none, which cost as much to find out. */
    ABSENT,
    /** A fault made it fail. */
    FAILED,
    /** The queue was full, or was dropped. */
    REFUSED,
    /** The client closed its connection before the answer. */
    CANCELLED;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
