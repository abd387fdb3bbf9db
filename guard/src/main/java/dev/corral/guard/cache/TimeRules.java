package dev.corral.guard.cache;

import dev.corral.guard.chain.LayerName;
import java.time.Duration;
import java.util.Locale;

/**
 * The rules for the times of a cache: the holder of a lock must be able to renew its lease in time, and a waiter must
 * be able to wait for one holder that has died and for one more load.
 *
 * @param turns the number of loads that a load waits for at the gate if the queue is full
 */
public record TimeRules(Times times, int turns) {

    /** @param permits the number of permits of the gate */
    public static TimeRules of(Times times, int permits, int queue) {
        return new TimeRules(times, turns(permits, queue));
    }

    /** Returns the number of loads that a load waits for if the queue of a gate with these permits is full. */
    public static int turns(int permits, int queue) {
        return Math.ceilDiv(queue, permits);
    }

    /** Returns the rules of a cache without a gate, whose loads wait for no other load. */
    public static TimeRules withoutGate(Times times) {
        return new TimeRules(times, 0);
    }

    static TimeRules of(CacheConfig config, NodeContext node) {
        return config.has(LayerName.GATE)
                ? of(config.times(), node.permits().limit(), node.permits().queueLimit())
                : withoutGate(config.times());
    }

    /** The longest time of a load, including the wait in the queue of the gate. */
    public Duration longestLoad() {
        return times.load().multipliedBy(1L + turns);
    }

    /** The longest time of a flight: the load, the store's commands before and after it, and the wait for the lock. */
    public Duration longestFlight(boolean locked) {
        Duration load = longestLoad().plus(times.store().multipliedBy(2));
        return locked ? load.plus(times.lock().waitBudget()) : load;
    }

    /**
     * @throws IllegalArgumentException if two times contradict each other; the message names both and the change that
     *     corrects it
     */
    public void check() {
        Duration store = times.store();
        less(
                "three times corral.store.timeout",
                store.multipliedBy(3),
                "corral.lock.lease",
                times.lock().lease());
        less(
                load() + " plus corral.store.timeout",
                longestLoad().plus(store),
                "corral.lock.renewal-cap",
                times.lock().renewalCap());
        less(
                "corral.lock.lease plus " + load() + " plus twice corral.store.timeout",
                times.lock().lease().plus(longestLoad()).plus(store.multipliedBy(2)),
                "corral.lock.wait-budget",
                times.lock().waitBudget());
        less("corral.lock.wait-budget", times.lock().waitBudget(), "corral.deadline", times.deadline());
    }

    private String load() {
        return turns > 0 ? "the longest load (corral.origin.timeout, corral.gate.queue)" : "corral.origin.timeout";
    }

    private static void less(String smaller, Duration span, String larger, Duration limit) {
        if (span.compareTo(limit) >= 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s (%s) must be less than %s (%s): lower the first or raise the second",
                    smaller,
                    Numbers.text(span),
                    larger,
                    Numbers.text(limit)));
        }
    }
}
