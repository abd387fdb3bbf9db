package dev.corral.lab.bench;

import dev.corral.lab.fleet.Yardstick;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.scenario.Rung;
import java.util.List;

/** A hit that the node answers by itself, beside an endpoint that has the answer ready. */
final class NearHit implements Measure {

    private static final double AT_MOST = 1.10;

    @Override
    public String name() {
        return "near-hit";
    }

    @Override
    public Measured hold(Stand stand) throws InterruptedException {
        Side node = stand.node(Rung.FULL.cache(), CacheStatus.NEAR, List.of(Yardstick.CONSTANT));
        Side control = stand.control(Yardstick.CONSTANT);
        Rounds rounds = new Contest(stand, List.of(node, control), CacheStatus.NEAR).hold();
        return Measured.of(name(), judge(rounds), rounds);
    }

    static List<Verdict> judge(Rounds rounds) {
        return List.of(rounds.atMost(
                AT_MOST,
                "processor time of a near hit, beside the same answer without a cache",
                "node",
                Yardstick.CONSTANT));
    }
}
