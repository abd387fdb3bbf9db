package dev.corral.guard.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.corral.guard.core.Entry;
import dev.corral.guard.policy.Freshness;

/**
 * A bounded set of the stored entries that the program cannot read. Each is judged as expired, so that it is loaded
 * like any other expired entry: once per key, under the lock. An entry that is evicted from the set is found to be
 * unreadable again.
 */
public final class UnreadableEntries {

    private static final int MOST = 10_000;

    /** The parts of an entry that distinguish it from the entry that replaces it. */
    private record Version(long fence, long writtenAtMicros) {}

    private final Cache<Version, Boolean> entries =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** Whether an entry was ever added. Most programs can read every entry; then the set is never searched. */
    private volatile boolean any;

    /** Adds an entry that the program could not decode. */
    public void add(Entry entry) {
        entries.put(version(entry), true);
        any = true;
    }

    /** @param readable judges every other entry */
    public Freshness around(Freshness readable) {
        return (entry, now) -> any && entries.getIfPresent(version(entry)) != null
                ? Freshness.Judgement.EXPIRED
                : readable.judge(entry, now);
    }

    private static Version version(Entry entry) {
        return new Version(entry.fence(), entry.writtenAtMicros());
    }
}
