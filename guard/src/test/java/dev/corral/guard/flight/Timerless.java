package dev.corral.guard.flight;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A scheduler whose timers never fire, and which has no thread: for a model checker, to which time does not pass. */
final class Timerless extends ScheduledThreadPoolExecutor {

    Timerless() {
        super(0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return null;
    }
}
