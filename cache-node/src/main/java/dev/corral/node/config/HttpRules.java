package dev.corral.node.config;

import static dev.corral.node.config.Rule.atLeast;
import static dev.corral.node.config.Rule.between;
import static dev.corral.node.config.Rule.holds;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.ServerLimitsConfig;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.management.ManagementConfig;

/** The ranges of the settings of the HTTP port. The framework accepts any value and fails later. */
final class HttpRules {

    private static final String LIMITS = "quarkus.http.limits.";
    /** A shorter limit would refuse the requests of every client. */
    private static final int SHORTEST_LINE = 128;

    private HttpRules() {}

    static void check(VertxHttpConfig http) {
        between("quarkus.http.port", http.port(), 0, Ranges.LAST_PORT);
        check(http.limits());
    }

    /** Checks that the ports differ: two servers of one process at one address accept its connections in turn. */
    static void checkBoth(VertxHttpConfig http, ManagementConfig management) {
        holds(
                http.port() == 0 || http.port() != management.port(),
                "quarkus.http.port and quarkus.management.port are both %s; they must be different ports: change one",
                http.port());
    }

    private static void check(ServerLimitsConfig limits) {
        between(LIMITS + "max-initial-line-length", limits.maxInitialLineLength(), SHORTEST_LINE, Integer.MAX_VALUE);
        bytes("max-header-size", limits.maxHeaderSize(), SHORTEST_LINE);
        bytes("max-chunk-size", limits.maxChunkSize(), 1);
        limits.maxBodySize().ifPresent(size -> bytes("max-body-size", size, 1));
        limits.maxConnections().ifPresent(most -> atLeast(LIMITS + "max-connections", most, 1));
    }

    private static void bytes(String name, MemorySize size, int least) {
        between(LIMITS + name, size.asLongValue(), least, Integer.MAX_VALUE);
    }
}
