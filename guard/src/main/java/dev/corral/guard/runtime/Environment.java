package dev.corral.guard.runtime;

import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * What a chain needs of the world around it: time, chance and threads. Virtual in tests.
 *
 * @param scheduler for timers; its tasks are short and never block
 * @param random uniform in [0, 1)
 * @param tokens for leases, each unlike any other that the fleet ever draws
 */
public record Environment(
        Clock clock,
        ScheduledExecutorService scheduler,
        DoubleSupplier random,
        EventLoops loops,
        Supplier<String> tokens) {

    public Environment(Clock clock, ScheduledExecutorService scheduler, DoubleSupplier random, EventLoops loops) {
        this(clock, scheduler, random, loops, () -> UUID.randomUUID().toString());
    }

    /** The same, of a node that people know by name: its tokens begin with it, so that a lease shows who holds it. */
    public Environment named(String node) {
        return new Environment(clock, scheduler, random, loops, () -> node + ":" + tokens.get());
    }

    /** Of a program without event loops: one daemon thread keeps the timers. */
    public static Environment plain(Clock clock) {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "corral-timers");
            thread.setDaemon(true);
            return thread;
        });
        timers.setRemoveOnCancelPolicy(true);
        return new Environment(clock, timers, () -> ThreadLocalRandom.current().nextDouble(), EventLoops.INLINE);
    }
}
