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
 * What a simulated node runs on: a monotonic clock that may drift, a wall clock that may jump, timers and what the
 * network brings. While it is paused, both wait; when it has crashed, all is lost.
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
     * @param firstNanos its clock's arbitrary start
     */
    public Machine(VirtualTime time, double drift, long firstNanos) {
        this.time = time;
        this.rate = 1 + drift;
        this.bornNanos = time.nanos();
        this.firstNanos = firstNanos;
    }

    /** Monotonic; goes on during a pause. */
    public long nanos() {
        return firstNanos + (long) ((time.nanos() - bornNanos) * rate);
    }

    public long wallMicros() {
        return time.micros() + jumpedMicros;
    }

    public void jump(long micros) {
        jumpedMicros += micros;
    }

    /** Something has come in from outside. */
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

    /** What fell due or came in meanwhile happens now, in its order. */
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

    /** Timers that are armed. */
    public int pending() {
        return alarms.size();
    }

    /** What its tasks threw, and nobody would see. */
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

        /** Never early by its own clock, however that one drifts. */
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
