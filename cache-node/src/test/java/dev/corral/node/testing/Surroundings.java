package dev.corral.node.testing;

import static java.util.Map.entry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The environment of a node under test: a real Redis and an origin that can be held. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {

    private static final String LOCKED = "deadline,lookup,single-flight,lock,fill,timeout";

    private OwnRedis redis;
    private HeldOrigin origin;

    @Override
    public Map<String, String> start() {
        origin = new HeldOrigin();
        redis = new OwnRedis();
        return Map.ofEntries(
                entry("quarkus.http.test-port", "0"),
                entry("quarkus.management.test-port", "0"),
                entry("quarkus.redis.hosts", redis.uri()),
                entry("corral.origin.url", origin.url()),
                entry("corral.writes", "true"),
                entry("corral.origin.forward-headers", "Accept-Language"),
                entry("corral.caches.honest.layers", LOCKED),
                entry("corral.caches.honest.ttl", "1h"),
                entry("corral.caches.honest.origin-lifetimes", "honour"),
                entry("corral.caches.anyone.layers", LOCKED),
                entry("corral.caches.anyone.ttl", "1h"),
                entry("corral.caches.anyone.credentials", "ignore"),
                entry("corral.caches.brief.layers", LOCKED),
                entry("corral.caches.brief.ttl", "50ms"),
                entry("corral.caches.brief.stale-while-revalidate", "60s"),
                entry("corral.caches.long.layers", LOCKED),
                entry("corral.caches.long.ttl", "1h"),
                entry("corral.caches.queried.layers", LOCKED),
                entry("corral.caches.queried.ttl", "1h"),
                entry("corral.caches.queried.query", "key"),
                entry("corral.caches.unqueried.layers", LOCKED),
                entry("corral.caches.unqueried.ttl", "1h"),
                entry("corral.caches.unqueried.query", "ignore"),
                entry("corral.caches.small.layers", LOCKED),
                entry("corral.caches.small.max-value-bytes", "1000"));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(origin, new TestInjector.MatchesType(HeldOrigin.class));
    }

    @Override
    public void stop() {
        origin.close();
        redis.close();
    }
}
