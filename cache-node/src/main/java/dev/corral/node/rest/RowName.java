package dev.corral.node.rest;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import java.util.Optional;

/**
 * The name of the bytes of one stored version of a row; every read of the store returns another array with the same
 * bytes.
 */
record RowName(Key key, long fence, long writtenAtMicros) {

    /** Returns null if the answer has no entry: then its array is the only one. */
    static RowName of(Key key, Answer answer) {
        Optional<Entry> entry = answer.entry();
        return entry.isEmpty()
                ? null
                : new RowName(key, entry.get().fence(), entry.get().writtenAtMicros());
    }
}
