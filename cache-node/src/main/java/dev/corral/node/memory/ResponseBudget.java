package dev.corral.node.memory;

import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.guard.runtime.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * The memory budget that all bodies in progress on a node share: responses of the origin, uploads, responses until they
 * are written, and decompressed rows.
 *
 * <p>The gate bounds the number of loads, and each body has a limit of its own. Without this budget only the product of
 * the two would be bounded, and it is larger than a heap.
 */
public final class ResponseBudget {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final long most;
    private final Relief relief;
    private final Runnable refused;
    private final SharedBodies bodies;
    private final AtomicLong held = new AtomicLong();

    /** Frees memory under pressure. */
    @FunctionalInterface
    public interface Relief {
        /**
         * Frees bytes step by step.
         *
         * @param enough tries to reserve the room, and is called after each step
         * @return whether there was enough
         */
        boolean until(BooleanSupplier enough);
    }

    /** A budget without relief, which keeps no body that is not claimed. */
    public ResponseBudget(long most) {
        this.most = most;
        this.relief = enough -> false;
        this.refused = () -> {};
        this.bodies = new SharedBodies(this);
    }

    /** @param refused runs whenever there is no room, after {@code relief} found none */
    public ResponseBudget(long most, Relief relief, Runnable refused, Clock clock) {
        this.most = most;
        this.relief = relief;
        this.refused = refused;
        this.bodies = new SharedBodies(this, clock);
    }

    /** The maximum number of bytes held at once. */
    public long most() {
        return most;
    }

    public long held() {
        return held.get();
    }

    /** The bodies that several exchanges may share; each counts once. */
    public SharedBodies bodies() {
        return bodies;
    }

    /** @throws Shed if there is no room for so many more bytes */
    public void take(long bytes) {
        take(bytes, 0);
    }

    /**
     * Reserves room for a body that grows.
     *
     * @param before the bytes that the same body already holds
     */
    public void take(long bytes, long before) {
        if (!tryTake(bytes, before) && !relief.until(() -> tryTake(bytes, before))) {
            refused.run();
            throw new Shed(
                    "bodies in progress hold " + held.get() + " of the " + most
                            + " bytes that corral.origin.max-bytes-under-way allows; retry, or raise it",
                    RETRY_AFTER);
        }
    }

    public void give(long bytes) {
        held.addAndGet(-bytes);
    }

    private boolean tryTake(long bytes, long before) {
        long now = held.get();
        while (Headroom.allows(most, now - before, before + bytes)) {
            if (held.compareAndSet(now, now + bytes)) {
                return true;
            }
            now = held.get();
        }
        return false;
    }
}
