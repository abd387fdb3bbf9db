package dev.corral.guard.runtime;

import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The clock, timers, random numbers and event loops that a chain uses. Tests replace them with virtual ones.
 *
 * @param scheduler runs the timers; its tasks are short and never block
 * @param random uniform in [0, 1)
 * @param tokens the tokens of leases, each unique in the fleet
 * @param lateness how much longer a wait lasts if its timer fires late
 */
public record Environment(
        Clock clock,
        ScheduledExecutorService scheduler,
        DoubleSupplier random,
        EventLoops loops,
        Supplier<String> tokens,
        Lateness lateness) {

    /** Creates an environment whose tokens are random UUIDs, and which judges each timer by its own delay. */
    public Environment(Clock clock, ScheduledExecutorService scheduler, DoubleSupplier random, EventLoops loops) {
        this(clock, scheduler, random, loops, () -> UUID.randomUUID().toString(), Lateness.OF_TIMERS);
    }

    /**
     * Returns the same environment for a named node. The tokens of its leases begin with the name, so that a lease
     * shows its holder.
     */
    public Environment named(String node) {
        return new Environment(clock, scheduler, random, loops, () -> node + ":" + tokens.get(), lateness);
    }

    /** Returns the same environment with another judgement of late timers. */
    public Environment with(Lateness other) {
        return new Environment(clock, scheduler, random, loops, tokens, other);
    }

    /** Returns the environment of a program without event loops; one daemon thread runs the timers. */
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
