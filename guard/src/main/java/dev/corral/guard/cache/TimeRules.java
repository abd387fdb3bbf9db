package dev.corral.guard.cache;

import dev.corral.guard.chain.LayerName;
import java.time.Duration;
import java.util.Locale;

/**
 * How the times of a cache depend on each other: a lock's holder must be able to renew its lease in time, and a waiter to
 * outlive one holder that has died and one more load.
 *
 * @param turns how often the gate's queue, when it is full, makes a load wait for another one
 */
public record TimeRules(Times times, int turns) {

    /** @param permits of the gate */
    public static TimeRules of(Times times, int permits, int queue) {
        return new TimeRules(times, Math.ceilDiv(queue, permits));
    }

    public static TimeRules withoutGate(Times times) {
        return new TimeRules(times, 0);
    }

    static TimeRules of(CacheConfig config, NodeContext node) {
        return config.has(LayerName.GATE)
                ? of(config.times(), node.permits().limit(), node.permits().room())
                : withoutGate(config.times());
    }

    /** The longest that a load takes: with a gate, its queue counts. */
    public Duration longestLoad() {
        return times.load().multipliedBy(1L + turns);
    }

    /** The longest that a load takes with what stands around it: the store's commands, and the wait for the lock. */
    public Duration longestFlight(boolean locked) {
        Duration load = longestLoad().plus(times.store().multipliedBy(2));
        return locked ? load.plus(times.lock().waitBudget()) : load;
    }

    /** @throws IllegalArgumentException that names two times which contradict each other, and what to change */
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
                    "%s (%s) must be less than %s (%s): lower the one or raise the other",
                    smaller,
                    Numbers.text(span),
                    larger,
                    Numbers.text(limit)));
        }
    }
}
