package dev.corral.guard.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Key;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContract {

    private final VirtualTime time = new VirtualTime();
    private final MemoryStore store = new MemoryStore(time, () -> JITTER);

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
    protected void pass(Duration by) {
        time.advance(by);
    }

    @Override
    protected void await(BooleanSupplier condition) {
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Override
    protected void flush() {
        store.flush();
    }

    @Override
    protected void forgetFence(Key forgotten) {
        store.forgetFence(forgotten);
    }

    @Override
    protected void forgetLease(Key forgotten) {
        store.forgetLease(forgotten);
    }

    @Test
    void wokenWaiter_findsTheEntryInTheSameBreath() {
        var lease = granted("a");
        List<Grant> grants = new ArrayList<>();
        watching(key, () -> grants.add(acquire("b")), () -> publish(lease, entry("x")));
        assertThat(grants).singleElement().isInstanceOf(Grant.Found.class);
    }

    @Test
    void everythingReleased_leavesNoLeaseAndNoWatch() {
        var lease = granted("a");
        var watch = store.watch(key, () -> {});
        assertThat(store.leases()).isEqualTo(1);
        assertThat(store.watches()).isEqualTo(1);
        release(lease, ReleaseReason.NONE);
        watch.close();
        assertThat(store.leases()).isZero();
        assertThat(store.watches()).isZero();
    }

    @Test
    void grantedTwiceInOneInstant_fencesGrow() {
        long first = granted("a").fence();
        invalidate();
        assertThat(granted("b").fence()).isGreaterThan(first);
    }
}
