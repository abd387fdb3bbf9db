package dev.corral.guard.fleet;

import dev.corral.guard.testing.VirtualTime;
import java.util.concurrent.TimeUnit;

/** One direction of one connection: its messages arrive late, in the order in which they were sent, or not at all. */
final class Line {

    private final VirtualTime time;
    private final Weather weather;
    private long lastNanos;

    Line(VirtualTime time, Weather weather) {
        this.time = time;
        this.weather = weather;
    }

    void carry(Runnable arrival) {
        if (weather.loses()) {
            return;
        }
        lastNanos = Math.max(lastNanos, time.nanos() + weather.delayNanos());
        time.schedule(arrival, lastNanos - time.nanos(), TimeUnit.NANOSECONDS);
    }
}
