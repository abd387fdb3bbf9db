package dev.corral.guard.store;

import dev.corral.guard.core.Key;
import dev.corral.guard.store.FleetLocks.Watch;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The waiters of this process, by key. Every store implements {@link FleetLocks#watch} with it. */
public final class Watches {

    private final ConcurrentHashMap<String, List<Waiter>> waiters = new ConcurrentHashMap<>();

    /** A registered waiter, compared by identity: the same {@code wake} may be registered twice. */
    private static final class Waiter {
        private final Runnable wake;

        Waiter(Runnable wake) {
            this.wake = wake;
        }
    }

    /** Adds a waiter. {@code wake} is called by the thread that reports the change. */
    public Watch add(Key key, Runnable wake) {
        String name = key.toString();
        Waiter waiter = new Waiter(wake);
        waiters.merge(
                name,
                List.of(waiter),
                (old, one) -> Stream.concat(old.stream(), one.stream()).toList());
        return () -> waiters.computeIfPresent(name, (same, old) -> without(waiter, old));
    }

    private static List<Waiter> without(Waiter waiter, List<Waiter> old) {
        List<Waiter> left = old.stream().filter(other -> other != waiter).toList();
        return left.isEmpty() ? null : left;
    }

    /** @param name a {@link Key#toString()} */
    public void wake(String name) {
        waiters.getOrDefault(name, List.of()).forEach(waiter -> waiter.wake.run());
    }

    /** Wakes every waiter, because any key may have changed. */
    public void wakeAll() {
        waiters.keySet().forEach(this::wake);
    }

    /** The number of watches not yet closed. */
    public int open() {
        return waiters.values().stream().mapToInt(List::size).sum();
    }
}
