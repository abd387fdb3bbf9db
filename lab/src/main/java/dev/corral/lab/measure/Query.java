package dev.corral.lab.measure;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.corral.lab.load.KeyClass;

/** A query, as a line of the origin's ledger, with times by the origin's own monotonic clock. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Query(long startMicros, String key, String cache, String node, long durationMicros, String outcome) {

    public long endMicros() {
        return startMicros + durationMicros;
    }

    public KeyClass keyClass() {
        return KeyClass.of(key);
    }

    /** Returns the query with its start relative to another instant. */
    public Query since(long originMicros) {
        return new Query(startMicros - originMicros, key, cache, node, durationMicros, outcome);
    }
}
