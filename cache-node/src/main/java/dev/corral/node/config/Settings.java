package dev.corral.node.config;

import dev.corral.node.tolerance.BreakerSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node's configuration, under {@code corral}; its defaults stand in {@code application.properties}. */
@ConfigMapping(prefix = "corral")
public interface Settings {

    Node node();

    Origin origin();

    Clients clients();

    Redis redis();

    Store store();

    Lock lock();

    Flights flights();

    Gate gate();

    Breaker breaker();

    Near near();

    Warm warm();

    Drain drain();

    /** How long a request may take in all. */
    Duration deadline();

    /** Whether PUT and DELETE are allowed. */
    @WithConverter(StrictBoolean.class)
    boolean writes();

    /** Mitigations to take out of every cache. */
    Optional<List<@WithConverter(Trimmed.class) String>> without();

    /** Whether the node ends when its standard input does. */
    @WithConverter(StrictBoolean.class)
    boolean exitWithStdin();

    Map<String, CacheSettings> caches();

    interface Node {
        String name();
    }

    interface Origin {
        /** A template: {@code {key}} stands for the row's id. */
        String url();

        /** The name of what the rows are rows of, in place of a digest of the template: rows then survive a move of the origin. */
        Optional<String> identity();

        /** How long a load may take once it is sent. */
        Duration timeout();

        /** A larger body is a failure. */
        int maxBytes();

        /** What all bodies under way may hold together; not said, an eighth of the heap, and room for one at least. */
        Optional<Long> maxBytesUnderWay();

        int connections();

        /** How long a connection may be idle and be used again; nothing of it: each request has one of its own. */
        Duration keepAlive();

        /** How long after a response nothing may follow before its connection is used again. */
        Duration rest();

        /** The node's name in {@code Via}, where the origin is to be told. */
        Optional<String> via();

        /** Whether the slashes of a key reach the origin as they are, and not as {@code %2F}. */
        @WithConverter(StrictBoolean.class)
        boolean keepSlashes();

        /** The header with the row's version, where the origin sends one. */
        Optional<String> versionHeader();

        /** Request header fields that are passed on with a load; those of the trace always are. */
        Optional<List<@WithConverter(Trimmed.class) String>> forwardHeaders();
    }

    /** What a client of the HTTP port may take its time with. */
    interface Clients {
        /** From a connection's first byte of a request, or from its opening, to the end of the request's header. */
        Duration headTimeout();

        /** How long a connection may stay open with no request in progress. */
        Duration idleTimeout();

        /** How long a request's body may take to arrive, and a response's to leave. */
        Duration bodyTimeout();

        /** How many connections each port has at most. */
        int maxConnections();
    }

    /** Who the node is to Redis; where it is reached stands under {@code quarkus.redis}. */
    interface Redis {
        Optional<String> user();

        /** Holds the password and nothing else. */
        Optional<Path> passwordFile();

        /** The beginning of every Redis key: fleets that share a Redis and not their rows have different ones. */
        String prefix();
    }

    interface Store {
        /** How long one command may take. */
        Duration timeout();

        /** The most written keys whose invalidation may be pending. */
        int pendingInvalidations();
    }

    interface Lock {
        Duration lease();

        /** A load older than this is no longer renewed. */
        Duration renewalCap();

        Duration waitBudget();
    }

    interface Flights {
        /** At once, in one cache. */
        int max();

        /** Aboard one flight. */
        int callers();
    }

    interface Gate {
        /** In progress at once, all caches together. */
        int loads();

        int queue();
    }

    interface Breaker {
        /** How many loads are looked at. */
        int window();

        /** The share of failures that opens it. */
        double failures();

        Duration pause();

        default BreakerSettings trip() {
            return new BreakerSettings(window(), failures(), pause());
        }
    }

    interface Near {
        /** The most that the node's near cache weighs, all caches together. */
        long maxBytes();
    }

    /** What the node loads before it is ready. */
    interface Warm {
        /** Each a cache, a slash, and a key of it. */
        Optional<List<@WithConverter(Trimmed.class) String>> keys();

        /** How long it may keep the node from being ready. */
        Duration limit();
    }

    /** How the node goes. */
    interface Drain {
        /** How long it is still looked for after it has said that it goes. */
        Duration notice();

        /** How long it then waits, at most, for what is in progress. */
        Duration limit();
    }
}
