package dev.corral.lab.drill;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.HeldKeys;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.scenario.Rung;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A node that stops again and again while it holds locks (SIGSTOP), as in long pauses of a garbage collector. The other
 * nodes wait for its leases to run out.
 */
final class HolderDead implements Harm {

    private static final String CACHE = Rung.LOCK.cache();

    static final Herd HERD = new Herd(
            Herd.About.of(
                            "holder-dead",
                            "CorralLockWaitLong",
                            CACHE,
                            "a node stops again and again while it holds locks",
                            Panel.atMost(1, "The wait", "Lock wait and rebuild, p99"))
                    .followedBy(Map.of(
                            "CorralNodeNotReady", "a stopped node is not scraped",
                            "CorralRedisDown", Followers.STOPPED,
                            "CorralPushLost", Followers.STOPPED,
                            "CorralFenceRefusals",
                                    "the fence refuses the writes of the node after its lease has run out",
                            "CorralLockContention", "the other nodes wait for the locks of the stopped one",
                            "CorralOriginSlow", "the loads of the stopped node last as long as it is stopped",
                            "CorralMissRateHigh", "the keys that the node holds are read for the first time")),
            HolderDead::new);

    private static final int HOLDER = 0;
    private static final int KEYS = 8;
    private static final int READS = 3;
    private static final int PER_SECOND = 300;
    private static final double SLOWNESS = 8;
    private static final int SHARED_KEYS = 10;
    private static final int SHARED_READS = 100;
    private static final Duration WAITING = Duration.ofMillis(300);
    private static final Duration STOPPED = Duration.ofMillis(2_700);
    private static final Duration BETWEEN = Duration.ofMillis(300);

    private final DrillFleet fleet;
    private Traffic shared;
    private Thread rounds;
    private volatile boolean ended;

    HolderDead(DrillFleet fleet) {
        this.fleet = fleet;
    }

    /** Reads keys on all nodes, so often that a node waits for another one at each load. */
    @Override
    public void prepare() {
        shared = fleet.load().traffic(CACHE, KeyReads.of(fleet, SHARED_KEYS, SHARED_READS, DrillScenario.TTL));
    }

    @Override
    public void begin() {
        rounds = Thread.ofPlatform().daemon().name("holder").start(() -> {
            while (!ended) {
                round();
            }
        });
    }

    private void round() {
        Stage stage = fleet.stage();
        stage.driver().comeBack(HOLDER);
        HeldKeys held = HeldKeys.take(stage, CACHE, HOLDER, KEYS, 1, SLOWNESS);
        stage.driver().leave(HOLDER);
        fleet.load()
                .traffic(
                        CACHE, Reads.on(stage.others(HOLDER), KeyClass.PRODUCT, held.first(), KEYS, READS, PER_SECOND));
        Patience.pause(WAITING);
        stage.node(HOLDER).pause();
        stage.origin().endFaults();
        Patience.pause(STOPPED);
        stage.node(HOLDER).resume();
        Patience.pause(BETWEEN);
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.by(
                "/nodes/resume",
                "resume or replace the node that stops; its leases run out by themselves",
                resumed -> end()));
    }

    private void end() {
        ended = true;
        if (rounds != null) {
            join();
            fleet.stage().driver().comeBack(HOLDER);
        }
    }

    private void join() {
        try {
            rounds.join(Duration.ofSeconds(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
        if (shared != null) {
            shared.close();
        }
    }
}
