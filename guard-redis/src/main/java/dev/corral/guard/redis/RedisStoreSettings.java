package dev.corral.guard.redis;

import java.time.Duration;

/**
 * The numbers of a {@link RedisStore}.
 *
 * @param storeTimeout within which every call ends
 * @param fenceLife how long a fence is remembered; longer than any hard TTL and any load
 * @param heartbeat how often a sign of life is written; three missed ones mean that a connection is lost
 * @param nodeName this process's own: two that share it cannot notice the loss of their pushes
 * @param maxWaiting commands that may wait for their replies on one connection
 */
public record RedisStoreSettings(
        Duration storeTimeout, Duration fenceLife, Duration heartbeat, String nodeName, int maxWaiting) {

    public static final int MISSED_HEARTBEATS = 3;

    public RedisStoreSettings {
        require(positive(storeTimeout), "the store timeout must be above zero");
        require(positive(fenceLife), "the fence's life must be above zero");
        require(heartbeat.toMillis() >= 10, "the heartbeat must be 10 ms or more");
        require(nodeName.matches("[A-Za-z0-9._-]{1,128}"), "a node's name has 1 to 128 letters, digits, and . _ -");
        require(maxWaiting >= 1, "at least one command must be allowed to wait");
    }

    public static RedisStoreSettings of(String nodeName) {
        return new RedisStoreSettings(
                Duration.ofMillis(250), Duration.ofDays(1), Duration.ofSeconds(1), nodeName, 8_192);
    }

    public RedisStoreSettings withStoreTimeout(Duration timeout) {
        return new RedisStoreSettings(timeout, fenceLife, heartbeat, nodeName, maxWaiting);
    }

    public RedisStoreSettings withHeartbeat(Duration every) {
        return new RedisStoreSettings(storeTimeout, fenceLife, every, nodeName, maxWaiting);
    }

    public RedisStoreSettings withMaxWaiting(int commands) {
        return new RedisStoreSettings(storeTimeout, fenceLife, heartbeat, nodeName, commands);
    }

    /** Silence that means a connection is lost. */
    Duration silence() {
        return heartbeat.multipliedBy(MISSED_HEARTBEATS);
    }

    private static boolean positive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
