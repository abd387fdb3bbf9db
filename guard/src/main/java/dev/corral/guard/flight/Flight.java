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
 * leaves, and each passenger sees its true outcome. Boarding and leaving are O(1) under a lock that is held for a few
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
    private final Passenger list = new Passenger(null, null, Long.MAX_VALUE, null);
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

    synchronized Boarding board(Passenger passenger) {
        if (landed) {
            return Boarding.LANDED;
        }
        if (aboard == capacity) {
            return Boarding.FULL;
        }
        link(passenger);
        deadlines.expect(this, passenger.deadlineNanos());
        passenger.whenItLeaves(() -> leave(passenger));
        return Boarding.ABOARD;
    }

    private synchronized void leave(Passenger passenger) {
        if (passenger.after != null) {
            unlink(passenger);
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

    /** It never flies, and tells nobody: its passengers go on by another one. */
    synchronized void dismiss() {
        landed = true;
        deadlines.cancelAll();
        disembark(passenger -> true);
    }

    /** Lets nobody aboard any more and tells everyone the outcome; false where it had landed before. */
    boolean land(Answer answer, Throwable failure) {
        List<Passenger> passengers;
        synchronized (this) {
            if (landed) {
                return false;
            }
            landed = true;
            deadlines.cancelAll();
            passengers = disembark(passenger -> true);
        }
        whenOver.run();
        tell(passengers, answer, failure);
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
        List<Passenger> expired;
        synchronized (this) {
            expired = disembark(passenger ->
                    passenger.deadlineNanos() != Long.MAX_VALUE && clock.passed(passenger.deadlineNanos()));
            deadlines.passed();
            for (Passenger each = list.after; each != list; each = each.after) {
                deadlines.expect(this, each.deadlineNanos());
            }
        }
        tell(expired, null, failure);
        return expired.size();
    }

    private List<Passenger> disembark(Predicate<Passenger> which) {
        List<Passenger> leaving = new ArrayList<>(aboard);
        Passenger each = list.after;
        while (each != list) {
            Passenger following = each.after;
            if (which.test(each)) {
                unlink(each);
                leaving.add(each);
            }
            each = following;
        }
        return leaving;
    }

    private void link(Passenger passenger) {
        passenger.before = list.before;
        passenger.after = list;
        list.before.after = passenger;
        list.before = passenger;
        aboard++;
        carried++;
    }

    private void unlink(Passenger passenger) {
        passenger.before.after = passenger.after;
        passenger.after.before = passenger.before;
        passenger.before = null;
        passenger.after = null;
        aboard--;
    }

    private static void tell(List<Passenger> passengers, Answer answer, Throwable failure) {
        Answer joined = answer == null ? null : answer.joined();
        Map<Executor, List<Passenger>> byLoop = new IdentityHashMap<>();
        for (Passenger passenger : passengers) {
            byLoop.computeIfAbsent(passenger.home().loop(), loop -> new ArrayList<>())
                    .add(passenger);
        }
        byLoop.forEach((loop, group) -> loop.execute(
                () -> group.forEach(passenger -> passenger.tell(passenger.leads() ? answer : joined, failure))));
    }
}
