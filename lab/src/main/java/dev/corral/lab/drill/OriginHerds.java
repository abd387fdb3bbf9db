package dev.corral.lab.drill;

import dev.corral.lab.scenario.Rung;
import java.util.Map;

/** The herds that faults of the origin cause. */
final class OriginHerds {

    private static final int SLOWNESS = 10;
    private static final int SLOW_KEYS = 30;
    private static final int SLOW_READS = 60;
    private static final int KEYS = 150;
    private static final int READS = 150;
    private static final String LOCK = Rung.LOCK.cache();
    private static final String FULL = Rung.FULL.cache();

    /** The slow origin: every caller that misses waits as long as a query. */
    static final Herd SLOW = new Herd(
            Herd.About.of(
                            "origin-slow",
                            "CorralOriginSlow",
                            LOCK,
                            "every query takes " + SLOWNESS + " times as long",
                            Panel.atMost(1, "Slow or dead origin", "Rebuild p99 and its limit"))
                    .observedFor(DrillScenario.TTL.multipliedBy(3))
                    .followedBy(Map.of(
                            "CorralOriginSlow", "all caches have the same origin",
                            "CorralStaleShareHigh", Followers.STALE,
                            "CorralLockContention", "locks are held for longer",
                            "CorralLockWaitLong", "a wait is compared with the loads that have ended",
                            "CorralMissRateHigh", "a key is missed for as long as its load lasts",
                            "CorralOriginSpikes", Followers.TOGETHER)),
            Cause.fault(
                            LOCK,
                            fleet -> KeyReads.of(fleet, SLOW_KEYS, SLOW_READS, DrillScenario.TTL),
                            fleet -> fleet.stage().origin().speed(SLOWNESS, KeyReads.LENGTH))
                    .endedBy(Step.ctl("stack " + LOCK + " --with swr,stale-if-error"), repaired()));

    /** The dead origin: every load fails. */
    static final Herd DEAD = new Herd(
            Herd.About.of(
                            "origin-dead",
                            "CorralBreakerOpen",
                            FULL,
                            "every query fails",
                            Panel.atMost(0, "Slow or dead origin", "Circuit breakers of the origin"))
                    .followedBy(Map.of(
                            "CorralStaleShareHigh",
                            Followers.STALE,
                            "CorralShedding",
                            "requests without a stale entry are refused",
                            "CorralMissRateHigh",
                            "nothing is stored while loads fail",
                            "CorralOriginSpikes",
                            Followers.TOGETHER,
                            "CorralColdStart",
                            Followers.TOGETHER,
                            "CorralLockContention",
                            "failed loads are tried again")),
            Cause.fault(
                            FULL,
                            fleet -> KeyReads.of(fleet, KEYS, READS, DrillScenario.TTL),
                            fleet -> fleet.stage().origin().begin("fail", KeyReads.LENGTH))
                    .endedBy(Step.ctl("stale " + FULL + " --if-error 10m"), repaired()));

    private OriginHerds() {}

    private static Step repaired() {
        return Step.by(
                "/origin/heal",
                "the owners of the origin repair it",
                fleet -> fleet.stage().origin().endFaults());
    }
}
