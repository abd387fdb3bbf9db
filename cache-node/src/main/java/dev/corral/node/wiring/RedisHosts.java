package dev.corral.node.wiring;

import static dev.corral.node.wiring.Rule.holds;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.redis.client.impl.RedisURI;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** The rule of {@code quarkus.redis.hosts}: one address, as the Redis client reads it. */
final class RedisHosts {

    private static final String SETTING = "quarkus.redis.hosts";

    private RedisHosts() {}

    static void check(Optional<Set<URI>> hosts) {
        holds(
                hosts.isPresent() && !hosts.get().isEmpty(),
                "%s is empty; it must be the address of a Redis: set it, for example to redis://localhost:6379",
                SETTING);
        holds(
                hosts.get().size() == 1,
                "%s has %s addresses; a node uses one Redis: leave one address",
                SETTING,
                hosts.get().size());
        check(hosts.get().iterator().next());
    }

    private static void check(URI host) {
        try {
            holds(host.getPort() <= Ranges.LAST_PORT, "port");
            new RedisURI(host.toString());
        } catch (RuntimeException unreadable) {
            throw new ConfigurationException(SETTING + " is '" + Secrets.masked(host.toString())
                    + "'; it must be redis://host:port, rediss://host:port or unix:///path, with a host name of letters,"
                    + " digits, dots and dashes and a port of 1 to 65535: correct the address");
        }
    }
}
