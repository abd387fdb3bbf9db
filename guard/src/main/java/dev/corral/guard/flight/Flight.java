package dev.corral.guard.flight;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Callers;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Trace;
import dev.corral.guard.runtime.Clock;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * A shared load and the callers that wait for it. The load is independent of all of them: it continues when the
 * leader's caller cancels, and each follower receives its true outcome. Joining and leaving are O(1) under a lock that
 * is held for a few instructions; completion wakes every event loop once.
 */
final class Flight implements Callers {

    enum Joining {
        JOINED,
        FULL,
        COMPLETE
    }

    private final Key key;
    private final int capacity;
    private final Deadlines deadlines;
    private final Runnable whenOver;
    private final Follower list = new Follower(null, null, Long.MAX_VALUE, null);
    private int waiting;
    private int totalFollowers;
    private boolean completed;
    private Cancellable load = () -> {};
    private Trace trace = Trace.NONE;

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

    /** Sets the trace of the leader's request. Must be called before other threads can see the flight. */
    void tracedBy(Trace leaders) {
        trace = leaders;
    }

    /** The trace of the leader's request. */
    Trace trace() {
        return trace;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    synchronized Joining join(Follower follower) {
        if (completed) {
            return Joining.COMPLETE;
        }
        if (waiting == capacity) {
            return Joining.FULL;
        }
        link(follower);
        deadlines.expect(this, follower.deadlineNanos());
        follower.whenItLeaves(() -> leave(follower));
        return Joining.JOINED;
    }

    private synchronized void leave(Follower follower) {
        if (follower.after != null) {
            unlink(follower);
        }
    }

    @Override
    public synchronized boolean gone() {
        return waiting == 0;
    }

    /** The number of all callers that ever joined. */
    synchronized int totalFollowers() {
        return totalFollowers;
    }

    /**
     * Sets the handle that ends the load if the flight is ended from outside. If that has already happened, the load is
     * ended at once.
     */
    void loadedBy(Cancellable running) {
        synchronized (this) {
            if (!completed) {
                load = running;
                return;
            }
        }
        running.cancel();
    }

    /** Ends a flight that never started, without an outcome for its followers: they join another flight. */
    synchronized void discard() {
        completed = true;
        deadlines.cancelAll();
        remove(follower -> true);
    }

    /**
     * Completes the flight: no caller can join it any more, and every follower receives the outcome. Returns false if
     * it was complete before.
     */
    boolean complete(Answer answer, Throwable failure) {
        List<Follower> followers;
        synchronized (this) {
            if (completed) {
                return false;
            }
            completed = true;
            deadlines.cancelAll();
            followers = remove(follower -> true);
        }
        whenOver.run();
        tell(followers, answer, failure);
        return true;
    }

    /** Completes the flight with a failure and ends the load. */
    boolean abandon(Throwable failure) {
        boolean first = complete(null, failure);
        if (first) {
            load.cancel();
        }
        return first;
    }

    /** Fails the followers whose deadline has passed, while the load continues. Returns how many they were. */
    int expire(Clock clock, Throwable failure) {
        List<Follower> expired;
        synchronized (this) {
            expired = remove(
                    follower -> follower.deadlineNanos() != Long.MAX_VALUE && clock.passed(follower.deadlineNanos()));
            deadlines.passed();
            for (Follower each = list.after; each != list; each = each.after) {
                deadlines.expect(this, each.deadlineNanos());
            }
        }
        tell(expired, null, failure);
        return expired.size();
    }

    private List<Follower> remove(Predicate<Follower> which) {
        List<Follower> leaving = new ArrayList<>(waiting);
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
        waiting++;
        totalFollowers++;
    }

    private void unlink(Follower follower) {
        follower.before.after = follower.after;
        follower.after.before = follower.before;
        follower.before = null;
        follower.after = null;
        waiting--;
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
