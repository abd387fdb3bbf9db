package dev.corral.node.config;

import com.fasterxml.jackson.annotation.JsonValue;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one cache, under {@code corral.caches} and its name: a list of layers, and the numbers of their
 * policies.
 */
public interface CacheSettings {
    /** The names of the layers, outermost first. */
    List<@WithConverter(Trimmed.class) String> layers();

    @WithDefault("6s")
    Duration ttl();

    /** The TTLs of keys that start with a prefix. */
    Map<String, Duration> ttlByPrefix();

    /** How long after its TTL an entry is served while it is refreshed; if empty, not at all. */
    Optional<Duration> staleWhileRevalidate();

    /** How long after its TTL an entry is served when a load fails; if empty, not at all. */
    Optional<Duration> staleIfError();

    /** The eagerness of early refreshes, 1 as in the paper; if empty, there are none. */
    Optional<Double> beta();

    /** The share by which the TTL is randomly lengthened or shortened. */
    @WithDefault("0")
    double jitter();

    /** How long the absence of a row is stored; if empty, not at all. */
    Optional<Duration> negativeTtl();

    /** The size of the largest value that is stored; a larger one is returned and not stored. */
    @WithDefault("1048576")
    int maxValueBytes();

    /** Whether the origin or the cache's settings determine how long a row lives. */
    @WithDefault("ignore")
    OriginLifetimes originLifetimes();

    /** How this cache treats a request with credentials. */
    @WithDefault("bypass")
    Credentials credentials();

    /** How this cache treats the query of a URL. */
    @WithDefault("refuse")
    Query query();

    enum OriginLifetimes {
        /** The cache's own settings apply. */
        IGNORE,
        /** The lifetime that the origin states applies, if it states one. */
        HONOUR
    }

    enum Query {
        /** A request with a query is refused. */
        REFUSE,
        /** The query is dropped: a row has the same key with every query. */
        IGNORE,
        /** The query is part of the key and is sent to the origin. */
        KEY;

        /** The value as it is written in a configuration. */
        @JsonValue
        public String setting() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Credentials {
        /** The request bypasses the cache and is sent to the origin with its credentials. */
        BYPASS,
        /** The request is treated like any other, and its credentials are dropped. */
        IGNORE
    }
}
