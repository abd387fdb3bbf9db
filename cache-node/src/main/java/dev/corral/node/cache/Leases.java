package dev.corral.node.cache;

import dev.corral.guard.core.Key;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** Reads the fleet lock of a key, for operators who inspect it; no layer decides by it. */
@FunctionalInterface
public interface Leases {

    Uni<Optional<Held>> of(Key key);

    /**
     * A lease that is held.
     *
     * @param token the holder's token, drawn anew for every load
     * @param left the time until the lease expires, unless it is renewed
     */
    record Held(String token, Duration left) {}
}
