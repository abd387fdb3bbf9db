package dev.corral.origin.service;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.corral.origin.faults.Fault;
import java.util.Locale;

/**
 * The outcome of a query.
 *
 * <p>The answer, the ledger and the metrics use the same words.
 */
public enum Outcome {
    /** The row exists. */
    FOUND,
    /** The row does not exist; the query took as long all the same. */
    ABSENT,
    /** A fault caused the query to fail. */
    FAILED,
    /** The queue was full, or was dropped. */
    REFUSED,
    /** The client closed its connection before the answer. */
    CANCELLED,
    /** A fault replaced the answer by bytes that are not HTTP. */
    GARBAGE,
    /** A fault ended the answer in the middle. */
    TORN,
    /** A fault made the answer endless. */
    ENDLESS,
    /** A fault made the answer endless and slow. */
    DRIP;

    static Outcome of(Fault.Kind spoiling) {
        return switch (spoiling) {
            case FAIL -> FAILED;
            case GARBAGE -> GARBAGE;
            case TORN -> TORN;
            case ENDLESS -> ENDLESS;
            case DRIP -> DRIP;
            case SLOW, FREEZE -> throw new IllegalArgumentException(spoiling + " spoils no answer");
        };
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
