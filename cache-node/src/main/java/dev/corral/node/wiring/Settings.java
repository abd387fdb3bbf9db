package dev.corral.node.wiring;

import dev.corral.node.tolerance.Trip;
import io.smallrye.config.ConfigMapping;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node's configuration, under {@code corral}; its defaults stand in {@code application.properties}. */
@ConfigMapping(prefix = "corral")
public interface Settings {

    @Valid
    Node node();

    @Valid
    Origin origin();

    Redis redis();

    Store store();

    Lock lock();

    @Valid
    Flights flights();

    @Valid
    Gate gate();

    @Valid
    Breaker breaker();

    @Valid
    Near near();

    Warm warm();

    Drain drain();

    /** How long a request may take in all. */
    Duration deadline();

    /** Whether PUT and DELETE are allowed. */
    boolean writes();

    /** Mitigations to take out of every cache. */
    Optional<List<String>> without();

    /** Whether the node ends when its standard input does. */
    boolean exitWithStdin();

    Map<String, @Valid CacheSettings> caches();

    interface Node {
        @Pattern(
                regexp = "[A-Za-z][A-Za-z0-9._-]{0,62}",
                message = "has 1 to 63 letters, digits, dots, dashes and underscores, and begins with a letter")
        String name();
    }

    interface Origin {
        /** A template: {@code {key}} stands for the row's id. */
        String url();

        /** How long a load may take once it is sent. */
        Duration timeout();

        /** A larger body is a failure. */
        @Min(1)
        int maxBytes();

        /** What all bodies under way may hold together; not said, an eighth of the heap, and room for one at least. */
        Optional<@Min(1) Long> maxBytesUnderWay();

        @Min(1)
        int connections();

        /** The header with the row's version, where the origin sends one. */
        Optional<String> versionHeader();

        /** Request header fields that are passed on with a load; those of the trace always are. */
        Optional<List<String>> forwardHeaders();
    }

    /** Who the node is to Redis; where it is reached stands under {@code quarkus.redis}. */
    interface Redis {
        Optional<String> user();

        /** Holds the password and nothing else. */
        Optional<Path> passwordFile();
    }

    interface Store {
        /** How long one command may take. */
        Duration timeout();
    }

    interface Lock {
        Duration lease();

        /** A load older than this is no longer renewed. */
        Duration renewalCap();

        Duration waitBudget();
    }

    interface Flights {
        /** At once, in one cache. */
        @Min(1)
        int max();

        /** Aboard one flight. */
        @Min(1)
        int callers();
    }

    interface Gate {
        /** In progress at once, all caches together. */
        @Min(1)
        int loads();

        @Min(0)
        int queue();
    }

    interface Breaker {
        /** How many loads are looked at. */
        @Min(1)
        int window();

        /** The share of failures that opens it. */
        @DecimalMin("0.01")
        @DecimalMax("1")
        double failures();

        Duration pause();

        default Trip trip() {
            return new Trip(window(), failures(), pause());
        }
    }

    interface Near {
        /** The most that the node's near cache weighs, all caches together. */
        @Min(1)
        long maxBytes();
    }

    /** What the node loads before it is ready. */
    interface Warm {
        /** Each a cache, a slash, and a key of it. */
        Optional<List<String>> keys();

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
