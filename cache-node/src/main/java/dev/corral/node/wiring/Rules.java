package dev.corral.node.wiring;

import static dev.corral.node.wiring.Rule.holds;
import static dev.corral.node.wiring.Rule.less;
import static dev.corral.node.wiring.Rule.notNegative;
import static dev.corral.node.wiring.Rule.positive;

import dev.corral.guard.core.Key;
import dev.corral.guard.redis.Keyspace;
import dev.corral.node.origin.ForwardedFields;
import dev.corral.node.origin.UrlTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a configuration must hold beyond each number's own range: above all, times that do not contradict each other. */
final class Rules {

    private static final Pattern VIA = Pattern.compile("[A-Za-z0-9._-]{1,63}");

    private final Settings settings;

    private Rules(Settings settings) {
        this.settings = settings;
    }

    /** @throws io.quarkus.runtime.configuration.ConfigurationException with a sentence that says what to change */
    static void check(Settings settings) {
        Ranges.check(settings);
        Rules rules = new Rules(settings);
        rules.checkWithout();
        settings.caches().forEach(rules::checkCache);
        rules.checkOrigin();
        rules.checkKeyspace();
        rules.checkClients();
        rules.checkTimes();
        rules.checkWarmAndDrain();
    }

    private void checkWithout() {
        Set<String> known = new TreeSet<>(Registry.MITIGATIONS);
        known.addAll(Plan.MITIGATIONS);
        for (String name : settings.without().orElse(List.of())) {
            holds(known.contains(name), "corral.without: '%s' is no mitigation; choose from %s", name, known);
        }
    }

    private void checkCache(String name, CacheSettings cache) {
        String where = "corral.caches." + name;
        holds(where, () -> new Key(name, "any"), "; rename the cache");
        StackRules.check(where + ".layers", cache.layers());
        positive(where + ".ttl", cache.ttl());
        cache.ttlByPrefix().forEach((prefix, ttl) -> positive(where + ".ttl-by-prefix." + prefix, ttl));
        cache.staleWhileRevalidate().ifPresent(span -> positive(where + ".stale-while-revalidate", span));
        cache.staleIfError().ifPresent(span -> positive(where + ".stale-if-error", span));
        cache.negativeTtl().ifPresent(span -> positive(where + ".negative-ttl", span));
        holds(
                cache.maxValueBytes() <= settings.origin().maxBytes(),
                "%s.max-value-bytes (%s) must not be more than corral.origin.max-bytes (%s): lower the one or raise the other",
                where,
                cache.maxValueBytes(),
                settings.origin().maxBytes());
    }

    private void checkOrigin() {
        String url = settings.origin().url();
        String advice = ", such as http://localhost:8090/rows/{key}, not '" + url + "'";
        holds("corral.origin.url", () -> new UrlTemplate(url), advice);
        positive("corral.origin.timeout", settings.origin().timeout());
        notNegative("corral.origin.keep-alive", settings.origin().keepAlive());
        settings.origin()
                .via()
                .ifPresent(name -> holds(
                        VIA.matcher(name).matches(),
                        "corral.origin.via is '%s'; it must have 1 to 63 letters, digits and the characters . _ -: change it",
                        name));
        List<String> forwarded = settings.origin().forwardHeaders().orElse(List.of());
        holds("corral.origin.forward-headers", () -> new ForwardedFields(forwarded), "; take it out");
        positive("corral.breaker.pause", settings.breaker().pause());
    }

    private void checkKeyspace() {
        String prefix = settings.redis().prefix();
        holds("corral.redis.prefix", () -> Keyspace.of(prefix), ": choose another");
        settings.origin()
                .identity()
                .ifPresent(identity ->
                        holds("corral.origin.identity", () -> Keyspace.of(prefix, identity), ": choose another"));
    }

    private void checkClients() {
        positive("corral.clients.head-timeout", settings.clients().headTimeout());
        positive("corral.clients.idle-timeout", settings.clients().idleTimeout());
        positive("corral.clients.body-timeout", settings.clients().bodyTimeout());
    }

    /** A holder must be able to renew in time, and a waiter to outlive one dead holder and one more load. */
    private void checkTimes() {
        Duration store = settings.store().timeout();
        Settings.Lock lock = settings.lock();
        positive("corral.store.timeout", store);
        less("three times corral.store.timeout", store.multipliedBy(3), "corral.lock.lease", lock.lease());
        less(
                longestLoadIs() + " plus corral.store.timeout",
                longestLoad(settings).plus(store),
                "corral.lock.renewal-cap",
                lock.renewalCap());
        less(
                "corral.lock.lease plus " + longestLoadIs() + " plus twice corral.store.timeout",
                lock.lease().plus(longestLoad(settings)).plus(store.multipliedBy(2)),
                "corral.lock.wait-budget",
                lock.waitBudget());
        less("corral.lock.wait-budget", lock.waitBudget(), "corral.deadline", settings.deadline());
    }

    private void checkWarmAndDrain() {
        WarmKeys.check(settings);
        positive("corral.warm.limit", settings.warm().limit());
        notNegative("corral.drain.notice", settings.drain().notice());
        notNegative("corral.drain.limit", settings.drain().limit());
    }

    /** With a gate, its queue counts: it is through when every load in it has taken its time. */
    static Duration longestLoad(Settings settings) {
        int turns = gated(settings)
                ? Math.ceilDiv(settings.gate().queue(), settings.gate().loads())
                : 0;
        return settings.origin().timeout().multipliedBy(1L + turns);
    }

    private String longestLoadIs() {
        return gated(settings)
                ? "the longest load (corral.origin.timeout, corral.gate.queue)"
                : "corral.origin.timeout";
    }

    private static boolean gated(Settings settings) {
        return settings.caches().values().stream()
                .anyMatch(cache -> cache.layers().contains(Registry.GATE));
    }
}
