package dev.corral.guard.lock;

import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops.Home;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A signal that wakes a waiter and remembers a wake-up from before the wait, because a push may arrive before the reply
 * that the lock is busy. The waiter resumes on the event loop on which the signal was created, whichever thread wakes
 * it.
 */
final class WakeSignal {

    private final Environment environment;
    private final Home home;
    private boolean woken;
    private UniEmitter<? super Void> sleeper;
    private Future<?> timer;

    WakeSignal(Environment environment) {
        this.environment = environment;
        this.home = environment.loops().home();
    }

    /** Forgets the wake-ups so far. */
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

    /**
     * Waits for a wake-up, at most for the longest time. The wait ends at once if there was a wake-up since
     * {@link #arm()}.
     */
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
