package dev.corral.origin.service;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.corral.origin.faults.Fault;
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
    CANCELLED,
    /** A fault made its answer something else than HTTP. */
    GARBAGE,
    /** A fault broke its answer off. */
    TORN,
    /** A fault gave its answer no end. */
    ENDLESS,
    /** The same, slowly. */
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
