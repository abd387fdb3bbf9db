package dev.corral.node.hot;

import dev.corral.guard.runtime.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The most frequent keys of the last five minutes: a sketch for the current minute, and one for each of the four minutes
 * before it. Its memory is fixed: {@value #COUNTERS} keys a minute. Any thread may add a key; a step takes at most as
 * long as a walk over the counters of one sketch.
 */
final class RecentKeys {

    /** The time that the sketches cover, at most. */
    static final Duration SPAN = Duration.ofMinutes(5);

    static final int COUNTERS = 128;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int WINDOWS = Math.toIntExact(SPAN.dividedBy(WINDOW));
    private static final Comparator<Count> MOST_FREQUENT_FIRST =
            Comparator.comparingLong(Count::count).reversed().thenComparing(Count::key);

    private final Clock clock;
    private final Window[] windows = new Window[WINDOWS];

    /** A key, and how often it occurred at least. */
    record Count(String key, long count) {}

    /** @param minute its number, by the clock */
    private record Window(long minute, SpaceSaving keys) {}

    RecentKeys(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(String key) {
        current().keys().add(key);
    }

    private Window current() {
        long minute = minute();
        int at = Math.floorMod(minute, WINDOWS);
        if (windows[at] == null || windows[at].minute() != minute) {
            windows[at] = new Window(minute, new SpaceSaving(COUNTERS));
        }
        return windows[at];
    }

    /** The most frequent keys, the most frequent one first. */
    List<Count> most(int keys) {
        return counts().entrySet().stream()
                .map(each -> new Count(each.getKey(), each.getValue()))
                .sorted(MOST_FREQUENT_FIRST)
                .limit(keys)
                .toList();
    }

    private synchronized Map<String, Long> counts() {
        long oldest = minute() - WINDOWS + 1;
        Map<String, Long> counts = new HashMap<>();
        Stream.of(windows)
                .filter(window -> window != null && window.minute() >= oldest)
                .forEach(window -> window.keys().report((key, count) -> counts.merge(key, count, Long::sum)));
        return counts;
    }

    private long minute() {
        return Math.floorDiv(clock.nanos(), WINDOW.toNanos());
    }
}
