package dev.corral.guard.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The machine of a simulated node: a monotonic clock that may drift, a wall clock that may jump, timers, and messages
 * from the network. While the machine is paused, timers and messages wait; when it has crashed, they are lost.
 */
public final class Machine extends VirtualScheduler {

    private final VirtualTime time;
    private final double rate;
    private final long bornNanos;
    private final long firstNanos;
    private final Set<Alarm<?>> alarms = new LinkedHashSet<>();
    private final Queue<Runnable> parked = new ArrayDeque<>();
    private final List<Throwable> thrown = new ArrayList<>();
    private long jumpedMicros;
    private boolean paused;
    private boolean crashed;

    /**
     * @param drift how much faster its clock runs than time: 0.01 is one per cent
     * @param firstNanos the arbitrary start of its clock
     */
    public Machine(VirtualTime time, double drift, long firstNanos) {
        this.time = time;
        this.rate = 1 + drift;
        this.bornNanos = time.nanos();
        this.firstNanos = firstNanos;
    }

    /** The monotonic time, which advances during a pause. */
    public long nanos() {
        return firstNanos + (long) ((time.nanos() - bornNanos) * rate);
    }

    public long wallMicros() {
        return time.micros() + jumpedMicros;
    }

    public void jump(long micros) {
        jumpedMicros += micros;
    }

    /** Handles a message from outside: at once, or after the pause. */
    public void receive(Runnable news) {
        if (paused) {
            parked.add(news);
        } else if (!crashed) {
            news.run();
        }
    }

    public void pause() {
        paused = true;
    }

    /** Ends the pause. Timers and messages that became due meanwhile run now, in their order. */
    public void resume() {
        paused = false;
        while (!paused && !parked.isEmpty()) {
            receive(parked.remove());
        }
    }

    public void crash() {
        crashed = true;
        paused = false;
        parked.clear();
        clear();
    }

    public boolean paused() {
        return paused;
    }

    public boolean crashed() {
        return crashed;
    }

    /** The number of armed timers. */
    public int pending() {
        return alarms.size();
    }

    /** The exceptions of its tasks, which no caller would see. */
    public List<Throwable> thrown() {
        return thrown;
    }

    @Override
    <V> ScheduledFuture<V> add(Callable<V> callable, long delayNanos, long periodNanos) {
        Alarm<V> alarm = new Alarm<>(callable, nanos() + Math.max(0, delayNanos), periodNanos);
        alarms.add(alarm);
        alarm.arm();
        return alarm;
    }

    @Override
    void clear() {
        List.copyOf(alarms).forEach(alarm -> alarm.cancel(false));
    }

    private final class Alarm<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final long periodNanos;
        private long dueNanos;
        private ScheduledFuture<?> bell;

        Alarm(Callable<V> callable, long dueNanos, long periodNanos) {
            super(callable);
            this.dueNanos = dueNanos;
            this.periodNanos = periodNanos;
        }

        /** Arms the timer: it is never early by the machine's own clock, however the clock drifts. */
        void arm() {
            long left = Math.max(0, dueNanos - nanos());
            long trueNanos = left == 0 || rate == 1 ? left : (long) Math.ceil(left / rate) + 1;
            bell = time.schedule(() -> receive(this::ring), trueNanos, TimeUnit.NANOSECONDS);
        }

        private void ring() {
            if (periodNanos == 0) {
                alarms.remove(this);
                run();
            } else if (runAndReset()) {
                dueNanos += periodNanos;
                arm();
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            alarms.remove(this);
            bell.cancel(false);
            return super.cancel(mayInterruptIfRunning);
        }

        @Override
        protected void setException(Throwable problem) {
            thrown.add(problem);
            super.setException(problem);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - nanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
