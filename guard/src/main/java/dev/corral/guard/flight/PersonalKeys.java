package dev.corral.guard.flight;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.corral.guard.core.Key;
import dev.corral.guard.runtime.Clock;
import java.time.Duration;

/**
 * A bounded set of the keys whose last answer was for one caller alone: their next callers load at the same time, and
 * not one after another. If a key was evicted, one caller waits for a load whose answer it cannot use.
 */
final class PersonalKeys {

    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    private final Cache<Key, Boolean> keys;

    PersonalKeys(Clock clock) {
        this.keys = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(REMEMBERED)
                .ticker(clock::nanos)
                .executor(Runnable::run)
                .build();
    }

    void remember(Key key) {
        keys.put(key, true);
    }

    boolean contain(Key key) {
        return keys.getIfPresent(key) != null;
    }
}
