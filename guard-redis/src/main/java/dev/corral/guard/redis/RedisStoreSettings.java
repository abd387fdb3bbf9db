package dev.corral.guard.redis;

import java.time.Duration;

/**
 * The settings of a {@link RedisStore}.
 *
 * @param keyspace the keys of the store's rows
 * @param member this process
 * @param storeTimeout the time limit of every command, from the moment at which it is sent; longer by at most a second
 *     if the event loop was late
 * @param fenceLife how long a fence is stored; longer than any hard TTL and any load
 * @param heartbeat the interval of heartbeats; three missed ones mean that a connection is lost
 * @param maxWaiting the number of commands that may wait for their replies on one connection
 */
public record RedisStoreSettings(
        Keyspace keyspace,
        Member member,
        Duration storeTimeout,
        Duration fenceLife,
        Duration heartbeat,
        int maxWaiting) {

    /** The number of missed heartbeats after which a connection counts as lost. */
    public static final int MISSED_HEARTBEATS = 3;

    public RedisStoreSettings {
        require(positive(storeTimeout), "the store timeout must be above zero");
        require(positive(fenceLife), "the fence's life must be above zero");
        require(heartbeat.toMillis() >= 10, "the heartbeat must be at least 10 ms");
        require(maxWaiting >= 1, "maxWaiting must be at least 1");
    }

    /**
     * Returns the default settings.
     *
     * @param prefix the prefix of every Redis key: processes share their rows if and only if they have the same one
     * @param nodeName a name that no other process with this prefix has
     */
    public static RedisStoreSettings of(String prefix, String nodeName) {
        return new RedisStoreSettings(
                Keyspace.of(prefix),
                Member.named(nodeName),
                Duration.ofMillis(250),
                Duration.ofDays(1),
                Duration.ofSeconds(1),
                8_192);
    }

    public RedisStoreSettings withKeyspace(Keyspace other) {
        return new RedisStoreSettings(other, member, storeTimeout, fenceLife, heartbeat, maxWaiting);
    }

    /** Returns a copy with this time limit of every command. It must be above zero. */
    public RedisStoreSettings withStoreTimeout(Duration timeout) {
        return new RedisStoreSettings(keyspace, member, timeout, fenceLife, heartbeat, maxWaiting);
    }

    /** Returns a copy with this interval of heartbeats, of at least 10 ms. */
    public RedisStoreSettings withHeartbeat(Duration every) {
        return new RedisStoreSettings(keyspace, member, storeTimeout, fenceLife, every, maxWaiting);
    }

    /**
     * Returns a copy with this limit of commands that wait for replies on one connection; further ones fail at once.
     */
    public RedisStoreSettings withMaxWaiting(int commands) {
        return new RedisStoreSettings(keyspace, member, storeTimeout, fenceLife, heartbeat, commands);
    }

    /** Returns a copy in which fences are stored for this time, which must be above zero. */
    public RedisStoreSettings withFenceLife(Duration life) {
        return new RedisStoreSettings(keyspace, member, storeTimeout, life, heartbeat, maxWaiting);
    }

    /** The time without a reply or push after which a connection counts as lost. */
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
