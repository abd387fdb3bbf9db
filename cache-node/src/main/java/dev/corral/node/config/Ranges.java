package dev.corral.node.config;

import static dev.corral.node.config.Rule.atLeast;
import static dev.corral.node.config.Rule.between;
import static dev.corral.node.config.Rule.fitsHeap;
import static dev.corral.node.config.Rule.holds;
import static dev.corral.node.config.Rule.notNegative;
import static dev.corral.node.config.Rule.positive;

import dev.corral.guard.cache.Lifetimes;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** The range of each number and each duration of a configuration, independent of the others. */
final class Ranges {

    static final int LAST_PORT = 65_535;

    /** The longest time limit of a request or a start: timers count milliseconds in an int. */
    static final Duration DAY = Duration.ofDays(1);

    /** The longest lifetime of an entry. */
    static final Duration TEN_YEARS = Duration.ofDays(3_650);

    /** Redis accepts values of less than 512 MiB. */
    private static final int LARGEST_VALUE = 500 << 20;

    private static final int MOST_CONNECTIONS = 100_000;
    private static final int MOST_LOADS = 1_000_000;
    private static final int MOST_FLIGHTS = 10_000_000;
    private static final Pattern NODE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,62}");

    private Ranges() {}

    static void check(Settings settings) {
        String name = settings.node().name();
        holds(
                NODE_NAME.matcher(name).matches(),
                "corral.node.name is '%s'; it must have 1 to 63 letters, digits, dots, dashes and underscores, and begin with"
                        + " a letter: rename the node",
                name);
        checkOrigin(settings.origin());
        between("corral.clients.max-connections", settings.clients().maxConnections(), 1, MOST_LOADS);
        between("corral.store.pending-invalidations", settings.store().pendingInvalidations(), 1, MOST_FLIGHTS);
        between("corral.flights.max", settings.flights().max(), 1, MOST_FLIGHTS);
        between("corral.flights.callers", settings.flights().callers(), 1, MOST_FLIGHTS);
        checkGate(settings.gate().loads());
        between("corral.gate.queue", settings.gate().queue(), 0, MOST_LOADS);
        between("corral.bulkhead.writes", settings.bulkhead().writes(), 1, MOST_LOADS);
        between("corral.bulkhead.queue", settings.bulkhead().queue(), 1, MOST_LOADS);
        checkBreaker(settings.breaker());
        between("corral.traces.share", settings.traces().share(), 0, 1);
        checkHeap("corral.near.max-bytes", settings.near().maxBytes());
        checkTimes(settings);
        atLeast("corral.switches.ended-through", settings.switches().endedThrough(), 0);
        settings.caches().forEach((cache, numbers) -> checkCache("corral.caches." + cache, numbers));
    }

    static void checkGate(int loads) {
        between("corral.gate.loads", loads, 1, MOST_LOADS);
    }

    private static void checkOrigin(Settings.Origin origin) {
        checkHeap("corral.origin.max-bytes", origin.maxBytes());
        origin.maxBytesUnderWay().ifPresent(bytes -> checkHeap("corral.origin.max-bytes-under-way", bytes));
        between("corral.origin.connections", origin.connections(), 1, MOST_CONNECTIONS);
        positive("corral.origin.timeout", origin.timeout());
        notNegative("corral.origin.keep-alive", origin.keepAlive());
        notNegative("corral.origin.rest", origin.rest());
    }

    private static void checkHeap(String name, long bytes) {
        atLeast(name, bytes, 1);
        fitsHeap(name, bytes);
    }

    private static void checkBreaker(Settings.Breaker breaker) {
        between("corral.breaker.window", breaker.window(), 1, MOST_LOADS);
        between("corral.breaker.failures", breaker.failures(), 0.01, 1);
        positive("corral.breaker.pause", breaker.pause());
    }

    private static void checkTimes(Settings settings) {
        positive("corral.store.timeout", settings.store().timeout());
        positive("corral.lock.lease", settings.lock().lease());
        positive("corral.lock.renewal-cap", settings.lock().renewalCap());
        positive("corral.lock.wait-budget", settings.lock().waitBudget());
        positive("corral.deadline", settings.deadline());
        positive("corral.traces.delay", settings.traces().delay(), Duration.ofMinutes(1));
        positive("corral.warm.limit", settings.warm().limit());
        notNegative("corral.drain.notice", settings.drain().notice());
        notNegative("corral.drain.limit", settings.drain().limit());
    }

    private static void checkCache(String where, CacheSettings cache) {
        cache.beta().ifPresent(beta -> between(where + ".beta", beta, 0.01, 100));
        between(where + ".jitter", cache.jitter(), 0, 0.9);
        between(where + ".max-value-bytes", cache.maxValueBytes(), 1, LARGEST_VALUE);
        positive(where + ".ttl", cache.ttl(), TEN_YEARS);
        cache.ttlByPrefix().forEach((prefix, ttl) -> positive(where + ".ttl-by-prefix." + prefix, ttl, TEN_YEARS));
        lifetime(where + ".stale-while-revalidate", cache.staleWhileRevalidate());
        lifetime(where + ".stale-if-error", cache.staleIfError());
        lifetime(where + ".negative-ttl", cache.negativeTtl());
    }

    /** Checks lifetimes that differ from the configuration; a stale limit of zero disables it. */
    static void checkLifetimes(String where, Lifetimes lifetimes) {
        positive(where + ".ttl", lifetimes.ttl(), TEN_YEARS);
        lifetimes.ttlByPrefix().forEach((prefix, ttl) -> positive(where + ".ttl-by-prefix." + prefix, ttl, TEN_YEARS));
        lifetime(where + ".stale-while-revalidate", spanOf(lifetimes.staleness().whileRevalidate()));
        lifetime(where + ".stale-if-error", spanOf(lifetimes.staleness().ifError()));
    }

    private static Optional<Duration> spanOf(Duration span) {
        return Optional.of(span).filter(each -> !each.isZero());
    }

    private static void lifetime(String name, Optional<Duration> span) {
        span.ifPresent(each -> positive(name, each, TEN_YEARS));
    }
}
