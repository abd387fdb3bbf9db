package dev.corral.guard.store;

import dev.corral.guard.core.Key;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.testing.VirtualTime;
import java.time.Duration;

class MemoryStorePropertyTest extends StoreProperty {

    private final VirtualTime time = new VirtualTime();
    private final MemoryStore store = new MemoryStore(time, () -> StoreContract.JITTER);

    @Override
    protected SharedStore store() {
        return store;
    }

    @Override
    protected FleetLocks locks() {
        return store;
    }

    @Override
    protected Clock clock() {
        return time;
    }

    @Override
    protected void runOut(Key key, StoreModel.Part part) {
        switch (part) {
            case VALUE -> store.forgetValue(key);
            case LEASE -> store.forgetLease(key);
            case FENCE -> store.forgetFence(key);
            case FAILURE -> store.forgetFailure(key);
        }
    }

    @Override
    protected void tick() {
        time.advance(Duration.ofMillis(1));
    }
}
