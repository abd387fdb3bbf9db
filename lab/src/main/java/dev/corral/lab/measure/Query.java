package dev.corral.lab.measure;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.corral.lab.load.KeyClass;

/** A line of the origin's ledger: one query, by the origin's own monotonic clock. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Query(long startMicros, String key, String cache, String node, long durationMicros, String outcome) {

    public long endMicros() {
        return startMicros + durationMicros;
    }

    public KeyClass keyClass() {
        return KeyClass.of(key);
    }

    /** The same query with its start counted from another instant. */
    public Query since(long originMicros) {
        return new Query(startMicros - originMicros, key, cache, node, durationMicros, outcome);
    }
}
