package dev.corral.guard.core;

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;

/**
 * What a chain needs of the world around it: time, chance and threads. Virtual in tests.
 *
 * @param scheduler for timers; its tasks are short and never block
 * @param random uniform in [0, 1)
 */
public record Environment(Clock clock, ScheduledExecutorService scheduler, DoubleSupplier random, EventLoops loops) {}
