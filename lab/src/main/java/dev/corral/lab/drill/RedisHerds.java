package dev.corral.lab.drill;

import dev.corral.lab.scenario.Rung;
import java.util.Map;

/** The herds that faults of Redis cause. */
final class RedisHerds {

    private static final int KEYS = 30;
    private static final int READS = 60;
    private static final int NEW_READS = 20;
    private static final long NO_MORE_BYTES = 0;
    private static final String ENOUGH = "2gb";
    private static final String FULL_CACHE = Rung.FULL.cache();

    /** Redis is gone: every node loads for itself. */
    static final Herd DEAD = new Herd(
            Herd.About.of(
                            "redis-dead",
                            "CorralRedisDown",
                            FULL_CACHE,
                            "Redis is killed",
                            Panel.atLeast(1, "Slow or dead Redis", "Redis connected"))
                    .followedBy(Map.of(
                            "CorralPushLost", "pushes come from Redis",
                            "CorralMissRateHigh", "the store answers no reads",
                            "CorralBreakerOpen", "the circuit breaker of the store opens",
                            "CorralOriginSpikes", Followers.TOGETHER,
                            "CorralColdStart", "the new Redis is empty",
                            "CorralStaleShareHigh", Followers.STALE,
                            "CorralShedding", "the gates bound the loads of the nodes",
                            "CorralMissingKeyStorm", "negative entries are not stored without Redis")),
            Cause.fault(
                            FULL_CACHE,
                            fleet -> KeyReads.of(fleet, KEYS, READS, DrillScenario.TTL),
                            fleet -> fleet.stage().redis().kill())
                    .endedBy(Step.by(
                            "/redis/start",
                            "start Redis again",
                            DrillFleet::startRedis)));

    /** Redis has no memory left and evicts entries. */
    static final Herd FULL = new Herd(
            Herd.About.of(
                            "redis-full",
                            "CorralRedisEvicting",
                            FULL_CACHE,
                            "maxmemory is the memory in use, with allkeys-lru, while new keys are written",
                            Panel.atMost(1, "Slow or dead Redis", "Keys that Redis evicted"))
                    .followedBy(Map.of(
                            "CorralMissRateHigh", "evicted entries are missed",
                            "CorralColdStart", "evicted entries are missed",
                            "CorralOriginSpikes", "evicted entries are loaded again",
                            "CorralLockContention", Followers.LOCKS)),
            Cause.fault(
                            FULL_CACHE,
                            fleet -> KeyReads.once(fleet, NEW_READS),
                            fleet -> fleet.stage().redis().client().limitMemory(NO_MORE_BYTES, "allkeys-lru"))
                    .endedBy(
                            Step.ctl("ttl " + FULL_CACHE + " 8s"),
                            Step.by(
                                    "/redis/memory",
                                    "redis-cli CONFIG SET maxmemory " + ENOUGH,
                                    fleet -> fleet.stage().redis().client().limitMemory(ENOUGH))));

    private RedisHerds() {}
}
