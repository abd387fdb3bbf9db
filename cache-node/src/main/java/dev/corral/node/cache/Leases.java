package dev.corral.node.cache;

import dev.corral.guard.core.Key;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** Tells who holds the fleet's lock of a key, for people who look; no layer decides by it. */
@FunctionalInterface
public interface Leases {

    Uni<Optional<Held>> of(Key key);

    /**
     * A lease that is held.
     *
     * @param token the holder's, drawn anew for every load
     * @param left until it runs out, unless it is renewed
     */
    record Held(String token, Duration left) {}
}
