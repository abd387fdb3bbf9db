package dev.corral.guard.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.corral.guard.core.Entry;
import dev.corral.guard.policy.Freshness;

/**
 * The stored entries that the program cannot read. Each is judged as expired, so that it is loaded as any other expired
 * entry is: once a key, under the lock. Bounded: an entry that is dropped from it is found to be unreadable again.
 */
public final class UnreadableEntries {

    private static final int MOST = 10_000;

    /** What tells an entry apart from the one that replaces it. */
    private record Version(long fence, long writtenAtMicros) {}

    private final Cache<Version, Boolean> entries =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** Most programs can read everything: then nothing is looked up. */
    private volatile boolean any;

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
