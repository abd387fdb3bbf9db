package dev.corral.node.config;

import static dev.corral.node.config.Rule.holds;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.redis.client.impl.RedisURI;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The rule for {@code quarkus.redis.hosts}: one address that the Redis client can parse. */
final class RedisHosts {

    private static final String SETTING = "quarkus.redis.hosts";
    private static final Set<String> SCHEMES = Set.of("redis", "rediss");
    private static final Pattern DATABASE = Pattern.compile("/?|/[0-9]{1,9}");

    private RedisHosts() {}

    static void check(Optional<Set<URI>> hosts) {
        holds(
                hosts.isPresent() && !hosts.get().isEmpty(),
                "%s is empty; it must be the address of a Redis: set it, for example to redis://localhost:6379",
                SETTING);
        holds(
                hosts.get().size() == 1,
                "%s has %s addresses; a node uses one Redis: keep one address",
                SETTING,
                hosts.get().size());
        check(hosts.get().iterator().next());
    }

    private static void check(URI host) {
        String masked = Secrets.masked(host.toString());
        holds(
                !"unix".equals(host.getScheme()),
                "%s is '%s'; a Unix socket is not supported: name host and port, such as redis://localhost:6379",
                SETTING,
                masked);
        try {
            holds(SCHEMES.contains(String.valueOf(host.getScheme())), "scheme");
            holds(host.getHost() != null, "host");
            holds(host.getPort() != 0 && host.getPort() <= Ranges.LAST_PORT, "port");
            holds(DATABASE.matcher(host.getPath()).matches() && host.getFragment() == null, "database");
            new RedisURI(host.toString());
        } catch (RuntimeException unreadable) {
            throw new ConfigurationException(SETTING + " is '" + masked
                    + "'; it must be redis://host:port or rediss://host:port, with a host name of letters, digits, dots and"
                    + " dashes, a port of 1 to 65535 and, optionally, the number of a database, such as /0: correct"
                    + " the address, and percent-encode : / ? # @ and spaces in a password");
        }
    }

    /**
     * Encodes each plus of the user and the password, because this client decodes a plus as a space and no other Redis
     * client does.
     */
    static String encodedPlus(String endpoint) {
        int at = endpoint.lastIndexOf('@');
        return at < 0 ? endpoint : endpoint.substring(0, at).replace("+", "%2B") + endpoint.substring(at);
    }
}
