package dev.corral.node.config;

import com.fasterxml.jackson.annotation.JsonValue;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One cache, under {@code corral.caches} and its name: a list of layers, and its policies' numbers. */
public interface CacheSettings {
    /** Outermost first. */
    List<@WithConverter(Trimmed.class) String> layers();

    @WithDefault("6s")
    Duration ttl();

    /** Keys that start with a prefix live for a time of their own. */
    Map<String, Duration> ttlByPrefix();

    /** How long after its TTL an entry is served while it is refreshed; nothing: not at all. */
    Optional<Duration> staleWhileRevalidate();

    /** How long after its TTL an entry is served where a load fails; nothing: not at all. */
    Optional<Duration> staleIfError();

    /** How eager early refreshes are, 1 as in the paper; nothing: none. */
    Optional<Double> beta();

    /** The TTL is spread by plus or minus this share. */
    @WithDefault("0")
    double jitter();

    /** How long it is remembered that a row is absent; nothing: not at all. */
    Optional<Duration> negativeTtl();

    /** A larger value is answered and not stored. */
    @WithDefault("1048576")
    int maxValueBytes();

    /** Whose word counts about how long a row lives. */
    @WithDefault("ignore")
    OriginLifetimes originLifetimes();

    /** What a request with credentials is to this cache. */
    @WithDefault("bypass")
    Credentials credentials();

    /** What the query of a URL is to this cache. */
    @WithDefault("refuse")
    Query query();

    enum OriginLifetimes {
        /** The cache's own numbers count. */
        IGNORE,
        /** The origin's word, where it says one. */
        HONOUR
    }

    enum Query {
        /** A request with a query is refused. */
        REFUSE,
        /** It is dropped: a row has the same key with every query. */
        IGNORE,
        /** It is part of the key, and reaches the origin. */
        KEY;

        /** As it is written in a configuration. */
        @JsonValue
        public String setting() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Credentials {
        /** It goes around the cache, with its credentials, to the origin. */
        BYPASS,
        /** A request like any other: its credentials are dropped. */
        IGNORE
    }
}
