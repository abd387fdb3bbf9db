package dev.corral.guard.flight;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Callers;
import dev.corral.guard.core.Key;
import dev.corral.guard.runtime.Clock;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * One shared load and those who wait for it. It is detached from every one of them: it goes on when its leader's caller
 * leaves, and each follower sees its true outcome. Boarding and leaving are O(1) under a lock that is held for a few
 * instructions; landing wakes every event loop once.
 */
final class Flight implements Callers {

    enum Boarding {
        ABOARD,
        FULL,
        LANDED
    }

    private final Key key;
    private final int capacity;
    private final Deadlines deadlines;
    private final Runnable whenOver;
    private final Follower list = new Follower(null, null, Long.MAX_VALUE, null);
    private int aboard;
    private int carried;
    private boolean landed;
    private Cancellable load = () -> {};

    Flight(Key key, int capacity, Deadlines deadlines, Runnable whenOver) {
        this.key = key;
        this.capacity = capacity;
        this.deadlines = deadlines;
        this.whenOver = whenOver;
        list.before = list;
        list.after = list;
    }

    Key key() {
        return key;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    synchronized Boarding board(Follower follower) {
        if (landed) {
            return Boarding.LANDED;
        }
        if (aboard == capacity) {
            return Boarding.FULL;
        }
        link(follower);
        deadlines.expect(this, follower.deadlineNanos());
        follower.whenItLeaves(() -> leave(follower));
        return Boarding.ABOARD;
    }

    private synchronized void leave(Follower follower) {
        if (follower.after != null) {
            unlink(follower);
        }
    }

    @Override
    public synchronized boolean gone() {
        return aboard == 0;
    }

    /** Everybody who ever boarded. */
    synchronized int carried() {
        return carried;
    }

    /** Says how to end the load when the flight is ended from outside; done at once where that has happened. */
    void loadedBy(Cancellable running) {
        synchronized (this) {
            if (!landed) {
                load = running;
                return;
            }
        }
        running.cancel();
    }

    /** It never flies, and tells nobody: its followers go on by another one. */
    synchronized void dismiss() {
        landed = true;
        deadlines.cancelAll();
        disembark(follower -> true);
    }

    /** Lets nobody aboard any more and tells everyone the outcome; false where it had landed before. */
    boolean land(Answer answer, Throwable failure) {
        List<Follower> followers;
        synchronized (this) {
            if (landed) {
                return false;
            }
            landed = true;
            deadlines.cancelAll();
            followers = disembark(follower -> true);
        }
        whenOver.run();
        tell(followers, answer, failure);
        return true;
    }

    /** Lands with a failure and ends the load. */
    boolean abandon(Throwable failure) {
        boolean first = land(null, failure);
        if (first) {
            load.cancel();
        }
        return first;
    }

    /** Tells those whose deadline has passed, the load goes on; returns how many they were. */
    int expire(Clock clock, Throwable failure) {
        List<Follower> expired;
        synchronized (this) {
            expired = disembark(follower ->
                    follower.deadlineNanos() != Long.MAX_VALUE && clock.passed(follower.deadlineNanos()));
            deadlines.passed();
            for (Follower each = list.after; each != list; each = each.after) {
                deadlines.expect(this, each.deadlineNanos());
            }
        }
        tell(expired, null, failure);
        return expired.size();
    }

    private List<Follower> disembark(Predicate<Follower> which) {
        List<Follower> leaving = new ArrayList<>(aboard);
        Follower each = list.after;
        while (each != list) {
            Follower following = each.after;
            if (which.test(each)) {
                unlink(each);
                leaving.add(each);
            }
            each = following;
        }
        return leaving;
    }

    private void link(Follower follower) {
        follower.before = list.before;
        follower.after = list;
        list.before.after = follower;
        list.before = follower;
        aboard++;
        carried++;
    }

    private void unlink(Follower follower) {
        follower.before.after = follower.after;
        follower.after.before = follower.before;
        follower.before = null;
        follower.after = null;
        aboard--;
    }

    private static void tell(List<Follower> followers, Answer answer, Throwable failure) {
        Answer joined = answer == null ? null : answer.joined();
        Map<Executor, List<Follower>> byLoop = new IdentityHashMap<>();
        for (Follower follower : followers) {
            byLoop.computeIfAbsent(follower.home().loop(), loop -> new ArrayList<>())
                    .add(follower);
        }
        byLoop.forEach((loop, group) -> loop.execute(
                () -> group.forEach(follower -> follower.tell(follower.leads() ? answer : joined, failure))));
    }
}
