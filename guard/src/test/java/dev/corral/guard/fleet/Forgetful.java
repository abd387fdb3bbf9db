package dev.corral.guard.fleet;

import dev.corral.guard.core.Key;
import dev.corral.guard.store.Grant;
import dev.corral.guard.testing.StandIn;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;

/** A node's connection to the store that loses a wake-up which arrives before the reply to a request for the lock. */
final class Forgetful extends StandIn {

    private final Map<Key, Integer> asking = new HashMap<>();

    Forgetful(Wire wire) {
        super(wire);
    }

    @Override
    public Uni<Grant> acquire(Ask ask) {
        return Uni.createFrom().deferred(() -> {
            asking.merge(ask.key(), 1, Integer::sum);
            return super.acquire(ask).onTermination().invoke(() -> asking.merge(ask.key(), -1, Integer::sum));
        });
    }

    @Override
    public Watch watch(Key key, Runnable wake) {
        return super.watch(key, () -> {
            if (asking.getOrDefault(key, 0) == 0) {
                wake.run();
            }
        });
    }
}
