package dev.corral.node.wiring;

import static dev.corral.node.wiring.Rule.atLeast;
import static dev.corral.node.wiring.Rule.between;
import static dev.corral.node.wiring.Rule.holds;

import java.util.regex.Pattern;

/** The range of each number of a configuration, whatever the others are. */
final class Ranges {

    private static final Pattern NODE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,62}");

    private Ranges() {}

    static void check(Settings settings) {
        String name = settings.node().name();
        holds(
                NODE_NAME.matcher(name).matches(),
                "corral.node.name: '%s' must have 1 to 63 letters, digits, dots, dashes and underscores, and begin with"
                        + " a letter; rename the node",
                name);
        checkOrigin(settings.origin());
        atLeast("corral.clients.max-connections", settings.clients().maxConnections(), 1);
        atLeast("corral.flights.max", settings.flights().max(), 1);
        atLeast("corral.flights.callers", settings.flights().callers(), 1);
        atLeast("corral.gate.loads", settings.gate().loads(), 1);
        atLeast("corral.gate.queue", settings.gate().queue(), 0);
        atLeast("corral.breaker.window", settings.breaker().window(), 1);
        between("corral.breaker.failures", settings.breaker().failures(), 0.01, 1);
        atLeast("corral.store.pending-invalidations", settings.store().pendingInvalidations(), 1);
        atLeast("corral.near.max-bytes", settings.near().maxBytes(), 1);
        settings.caches().forEach((cache, numbers) -> checkCache("corral.caches." + cache, numbers));
    }

    private static void checkOrigin(Settings.Origin origin) {
        atLeast("corral.origin.max-bytes", origin.maxBytes(), 1);
        origin.maxBytesUnderWay().ifPresent(bytes -> atLeast("corral.origin.max-bytes-under-way", bytes, 1));
        atLeast("corral.origin.connections", origin.connections(), 1);
    }

    private static void checkCache(String where, CacheSettings cache) {
        cache.beta().ifPresent(beta -> between(where + ".beta", beta, 0.01, 100));
        between(where + ".jitter", cache.jitter(), 0, 0.9);
        atLeast(where + ".max-value-bytes", cache.maxValueBytes(), 1);
    }
}
