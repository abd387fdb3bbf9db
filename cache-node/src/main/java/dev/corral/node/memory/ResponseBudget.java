package dev.corral.node.memory;

import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.guard.runtime.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * The budget of a node's memory that all bodies in progress share: of the origin's answers, of uploads, of responses
 * until they are written, and of decompressed rows.
 *
 * <p>The gate bounds the number of loads and a body has a limit of its own; without this, their product would be the bound,
 * and more than a heap.
 */
public final class ResponseBudget {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final long most;
    private final Relief relief;
    private final Runnable refused;
    private final SharedBodies bodies;
    private final AtomicLong held = new AtomicLong();

    /** Makes room under pressure. */
    @FunctionalInterface
    public interface Relief {
        /**
         * Frees bytes, a bit at a time.
         *
         * @param enough takes the room as soon as there is any; asked after each bit
         * @return whether there was enough
         */
        boolean until(BooleanSupplier enough);
    }

    /** A budget that nothing relieves, and that keeps no body for those who share it. */
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

    /** The largest number of bytes held at once. */
    public long most() {
        return most;
    }

    public long held() {
        return held.get();
    }

    /** The bodies that several exchanges may share, which count once. */
    public SharedBodies bodies() {
        return bodies;
    }

    /** @throws Shed where there is no room for so many more */
    public void take(long bytes) {
        take(bytes, 0);
    }

    /**
     * The same for a body that grows.
     *
     * @param before how much the same body holds already
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
