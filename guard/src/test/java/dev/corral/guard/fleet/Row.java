package dev.corral.guard.fleet;

import dev.corral.guard.core.Content;
import dev.corral.guard.testing.HeldOrigin;
import java.nio.charset.StandardCharsets;

/** The answer of the simulated origin: the version of the row, and the time at which it was read. */
record Row(long version, long readNanos) {

    /** @param versioned whether the store receives the version, and may compare it itself */
    Content content(boolean versioned) {
        return HeldOrigin.row(version + "@" + readNanos, versioned ? version : 0);
    }

    static Row of(Content content) {
        String[] parts = new String(((Content.Value) content).bytes(), StandardCharsets.UTF_8).split("@");
        return new Row(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }
}
