package dev.corral.guard.core;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * What a chain needs of the world around it: time, chance and threads. Virtual in tests.
 *
 * @param scheduler for timers; its tasks are short and never block
 * @param random uniform in [0, 1)
 */
public record Environment(Clock clock, ScheduledExecutorService scheduler, DoubleSupplier random, EventLoops loops) {

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
