package dev.corral.guard.runtime;

/** The monotonic clock of this process, for a program whose caches share nothing with other processes. */
public final class SystemClock implements Clock {

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long micros() {
        return System.nanoTime() / 1_000;
    }
}
