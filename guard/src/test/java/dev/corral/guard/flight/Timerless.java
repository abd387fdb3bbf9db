package dev.corral.guard.flight;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A scheduler without a thread, whose timers never fire: for a model checker, in which no time passes. */
final class Timerless extends ScheduledThreadPoolExecutor {

    Timerless() {
        super(0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return null;
    }
}
