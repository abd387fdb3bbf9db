package dev.corral.node.config;

import dev.corral.node.tolerance.BreakerSettings;
import dev.corral.node.tolerance.BulkheadSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node's configuration, under {@code corral}; {@code application.properties} contains its defaults. */
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

    Bulkhead bulkhead();

    Near near();

    Warm warm();

    Traces traces();

    Drain drain();

    Switches switches();

    /** The time limit of a whole request. */
    Duration deadline();

    /** Whether PUT and DELETE are allowed. */
    @WithConverter(StrictBoolean.class)
    boolean writes();

    /** The mitigations to remove from every cache. */
    Optional<List<@WithConverter(Trimmed.class) String>> without();

    /** Whether the node exits when its standard input ends. */
    @WithConverter(StrictBoolean.class)
    boolean exitWithStdin();

    /** The names of the caches that the node has; if empty, all of {@link #caches()}, the default ones included. */
    Optional<List<@WithConverter(Trimmed.class) String>> cacheNames();

    Map<String, CacheSettings> caches();

    interface Node {
        String name();
    }

    interface Origin {
        /** The URL template, in which {@code {key}} stands for the row's id. */
        String url();

        /**
         * The identity of the rows in Redis, in place of a digest of the template, so that stored rows stay valid when
         * the origin moves.
         */
        Optional<String> identity();

        /** The time limit of a load or a write, from the moment it is sent. */
        Duration timeout();

        /** The size of the largest body; a larger one is a failure. */
        int maxBytes();

        /**
         * The most bytes that all bodies in progress may hold together. The default is an eighth of the heap or of the
         * direct memory, whichever is smaller, and at least one body of {@link #maxBytes()}.
         */
        Optional<Long> maxBytesUnderWay();

        int connections();

        /** How long an idle connection may be reused; if zero, each request has a connection of its own. */
        Duration keepAlive();

        /** How long nothing may follow a response before its connection is reused. */
        Duration rest();

        /** The node's name in the {@code Via} header, if the node is to send one. */
        Optional<String> via();

        /** Whether the slashes of a key are sent to the origin as they are, and not as {@code %2F}. */
        @WithConverter(StrictBoolean.class)
        boolean keepSlashes();

        /** The response header with the row's version, if the origin sends one. */
        Optional<String> versionHeader();

        /** The request headers that are forwarded with a load; the trace headers always are. */
        Optional<List<@WithConverter(Trimmed.class) String>> forwardHeaders();
    }

    /** The limits for clients of the HTTP port. */
    interface Clients {
        /**
         * The time from a connection's opening, or from the first byte of a request, to the end of the request's head.
         */
        Duration headTimeout();

        /** How long a connection may stay open with no request in progress. */
        Duration idleTimeout();

        /** How long a request's body may take to arrive, and a response's body to be sent. */
        Duration bodyTimeout();

        /** The maximum number of connections per port. */
        int maxConnections();
    }

    /** The user and the key prefix of the node in Redis; {@code quarkus.redis} has the address. */
    interface Redis {
        Optional<String> user();

        /** A file that contains the password and nothing else. */
        Optional<Path> passwordFile();

        /** The prefix of every Redis key. Fleets that share a Redis but not their rows need different prefixes. */
        String prefix();
    }

    interface Store {
        /** The time limit of one command. */
        Duration timeout();

        /** The maximum number of written keys whose invalidation may be pending. */
        int pendingInvalidations();
    }

    interface Lock {
        Duration lease();

        /** The age from which on the lease of a load is no longer renewed. */
        Duration renewalCap();

        Duration waitBudget();
    }

    interface Flights {
        /** The maximum number of flights in progress in one cache. */
        int max();

        /** The maximum number of callers of one flight. */
        int callers();
    }

    interface Gate {
        /** The maximum number of loads in progress, over all caches. */
        int loads();

        int queue();
    }

    interface Breaker {
        /** The number of latest calls that a breaker evaluates: loads, commands to the store, or writes. */
        int window();

        /** The share of failures at which the breaker opens. */
        double failures();

        Duration pause();

        default BreakerSettings settings() {
            return new BreakerSettings(window(), failures(), pause());
        }
    }

    /** The limits of the writes to the origin, over all caches. */
    interface Bulkhead {
        /** The maximum number of writes in progress. */
        int writes();

        /** The maximum number of writes that wait; further writes are refused. */
        int queue();

        default BulkheadSettings settings() {
            return new BulkheadSettings(writes(), queue());
        }
    }

    interface Near {
        /** The maximum weight of the node's near cache in bytes, over all caches. */
        long maxBytes();
    }

    /** The rehearsal and the warm-up of a node, after which it is ready. */
    interface Warm {
        /** The keys that the node loads. Each member is a cache, a slash, and a key of that cache. */
        Optional<List<@WithConverter(Trimmed.class) String>> keys();

        /** How long the warm-up may delay readiness. */
        Duration limit();

        /**
         * How long the rehearsal before the warm-up may delay readiness if no other process uses the machine; if zero,
         * there is none.
         */
        Duration rehearsal();
    }

    /** The traces of requests, which are recorded only if there is an endpoint. */
    interface Traces {
        /** The URL of an OTLP collector. */
        Optional<String> endpoint();

        /** The share of the requests that are traced, among those that come without a trace. */
        double share();

        /** How long a span waits for the other spans of its batch. */
        Duration delay();
    }

    /** The phases of a node's shutdown. */
    interface Drain {
        /** How long the node still serves new requests after it has reported that it is draining. */
        Duration notice();

        /** How long the node then waits, at most, for requests in progress. */
        Duration limit();
    }

    /** The switches that operators make at run time. */
    interface Switches {
        /** A file that contains the token of their requests and nothing else; without it there are no switches. */
        Optional<Path> tokenFile();

        /** The revision up to which switches are ended. */
        long endedThrough();
    }
}
