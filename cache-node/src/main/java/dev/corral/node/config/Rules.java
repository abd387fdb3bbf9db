package dev.corral.node.config;

import static dev.corral.node.config.Rule.holds;
import static dev.corral.node.config.Rule.positive;

import dev.corral.guard.cache.LayerRules;
import dev.corral.guard.cache.Layers;
import dev.corral.guard.cache.Mitigation;
import dev.corral.guard.cache.TimeRules;
import dev.corral.guard.cache.Times;
import dev.corral.guard.chain.LayerName;
import dev.corral.guard.core.Key;
import dev.corral.guard.redis.Keyspace;
import dev.corral.node.origin.ForwardedFields;
import dev.corral.node.origin.UrlTemplate;
import dev.corral.node.tolerance.NodeLayers;
import dev.corral.traces.CollectorUrl;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules of a configuration beyond the range of each number: above all, times must not contradict each other. */
public final class Rules {

    /** The identity of the rows of a rehearsal, which no other rows may have. */
    public static final String REHEARSAL_IDENTITY = "rehearsal";

    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VIA = Pattern.compile("[A-Za-z0-9._-]{1,63}");

    private final Settings settings;
    private final Layers layers;

    private Rules(Settings settings) {
        this.settings = settings;
        this.layers = NodeLayers.of(settings.breaker().settings());
    }

    /** @throws io.quarkus.runtime.configuration.ConfigurationException with a sentence about what to change */
    static void check(Settings settings) {
        holds(
                !settings.caches().isEmpty(),
                "corral.caches is empty; a node must have a cache: name one with its layers");
        Ranges.check(settings);
        Rules rules = new Rules(settings);
        ServedCaches.check(settings);
        rules.checkWithout();
        ServedCaches.of(settings).forEach(rules::checkCache);
        rules.checkOrigin();
        rules.checkKeyspace();
        rules.checkClients();
        rules.checkRedis();
        rules.checkTraces();
        rules.checkTimes();
        WarmKeys.check(settings);
        settings.switches().tokenFile().ifPresent(SecretFile.TOKEN::read);
    }

    private void checkWithout() {
        Set<String> known = Arrays.stream(Mitigation.values())
                .map(Mitigation::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        for (String name : settings.without().orElse(List.of())) {
            holds(known.contains(name), "corral.without: '%s' is not a mitigation; choose from %s", name, known);
        }
    }

    private void checkCache(String name, CacheSettings cache) {
        String where = "corral.caches." + name;
        holds(where, () -> new Key(name, "any"), "; rename the cache");
        holds(where + ".layers", () -> LayerRules.check(layers, cache.layers()), "");
        holds(
                cache.maxValueBytes() <= settings.origin().maxBytes(),
                "%s.max-value-bytes (%s) must be at most corral.origin.max-bytes (%s): lower the first or raise"
                        + " the second",
                where,
                cache.maxValueBytes(),
                settings.origin().maxBytes());
    }

    private void checkOrigin() {
        Settings.Origin origin = settings.origin();
        String url = origin.url();
        String advice = ", such as http://localhost:8090/rows/{key}, not '" + Secrets.masked(url) + "': correct it";
        holds("corral.origin.url", () -> checkPort(new UrlTemplate(url)), advice);
        List<String> forwarded = origin.forwardHeaders().orElse(List.of());
        holds("corral.origin.forward-headers", () -> new ForwardedFields(forwarded), "; remove it");
        origin.via()
                .ifPresent(name -> holds(
                        VIA.matcher(name).matches(),
                        "corral.origin.via is '%s'; it must have 1 to 63 letters, digits and the characters . _ -: change it",
                        name));
        origin.versionHeader()
                .ifPresent(name -> holds(
                        HEADER_NAME.matcher(name).matches(),
                        "corral.origin.version-header is '%s'; it must be the name of a header: correct it",
                        name));
        origin.maxBytesUnderWay()
                .ifPresent(bytes -> holds(
                        bytes >= origin.maxBytes(),
                        "corral.origin.max-bytes-under-way (%s) must be at least corral.origin.max-bytes (%s): raise"
                                + " the first or lower the second",
                        bytes,
                        origin.maxBytes()));
    }

    private static void checkPort(UrlTemplate url) {
        if (url.port() < 1 || url.port() > Ranges.LAST_PORT) {
            throw new IllegalArgumentException("an origin's URL must have a port of 1 to " + Ranges.LAST_PORT);
        }
    }

    private void checkKeyspace() {
        String prefix = settings.redis().prefix();
        holds("corral.redis.prefix", () -> Keyspace.of(prefix), ": choose another");
        settings.origin().identity().ifPresent(identity -> {
            holds("corral.origin.identity", () -> Keyspace.of(prefix, identity), ": choose another");
            holds(
                    !identity.equals(REHEARSAL_IDENTITY),
                    "corral.origin.identity is '%s', which is that of the rows of a rehearsal: choose another",
                    identity);
        });
    }

    private void checkClients() {
        positive("corral.clients.head-timeout", settings.clients().headTimeout());
        positive("corral.clients.idle-timeout", settings.clients().idleTimeout());
        positive("corral.clients.body-timeout", settings.clients().bodyTimeout());
    }

    private void checkRedis() {
        settings.redis().user().ifPresent(RedisAddress::checkUser);
        settings.redis().passwordFile().ifPresent(SecretFile.PASSWORD::read);
    }

    private void checkTraces() {
        settings.traces()
                .endpoint()
                .ifPresent(url -> holds(
                        "corral.traces.endpoint",
                        () -> CollectorUrl.of(url),
                        ", such as http://localhost:4318, not '" + Secrets.masked(url) + "': correct it"));
    }

    private void checkTimes() {
        Times times = CacheConfigs.times(settings);
        TimeRules rules = isGated()
                ? TimeRules.of(times, settings.gate().loads(), settings.gate().queue())
                : TimeRules.withoutGate(times);
        holds("", rules::check, "");
    }

    private boolean isGated() {
        return ServedCaches.of(settings).values().stream()
                .anyMatch(cache -> cache.layers().contains(LayerName.GATE));
    }
}
