package dev.corral.guard.layer;

import dev.corral.guard.core.Environment;
import dev.corral.guard.core.EventLoops.Home;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Remembers a wake that comes before the sleep: a push may overtake the answer that says the lock is busy. The sleeper
 * resumes where it was made, whatever thread woke it.
 */
final class Latch {

    private final Environment environment;
    private final Home home;
    private boolean woken;
    private UniEmitter<? super Void> sleeper;
    private Future<?> timer;

    Latch(Environment environment) {
        this.environment = environment;
        this.home = environment.loops().home();
    }

    /** Forgets the wakes so far. */
    synchronized void arm() {
        woken = false;
    }

    void wake() {
        UniEmitter<? super Void> sleeping;
        synchronized (this) {
            sleeping = sleeper;
            sleeper = null;
            woken = true;
            if (timer != null) {
                timer.cancel(false);
                timer = null;
            }
        }
        if (sleeping != null) {
            home.loop().execute(() -> home.context().execute(() -> sleeping.complete(null)));
        }
    }

    /** Ends with a wake, at once if one came since {@link #arm()}, or after the longest time. */
    Uni<Void> sleep(Duration longest) {
        return Uni.createFrom().emitter(emitter -> {
            if (!fallAsleep(emitter, longest)) {
                emitter.complete(null);
            }
        });
    }

    private synchronized boolean fallAsleep(UniEmitter<? super Void> emitter, Duration longest) {
        if (woken) {
            return false;
        }
        sleeper = emitter;
        timer = environment.scheduler().schedule(this::wake, longest.toNanos(), TimeUnit.NANOSECONDS);
        emitter.onTermination(() -> getUp(emitter));
        return true;
    }

    /** A sleeper that was woken may sleep again before its first sleep counts as ended: that one is left alone. */
    private synchronized void getUp(UniEmitter<? super Void> emitter) {
        if (sleeper != emitter) {
            return;
        }
        sleeper = null;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
