package dev.corral.lab.bench;

import dev.corral.lab.fleet.Yardstick;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.scenario.Rung;
import java.util.List;

/** A measure of a hit in a node's near cache, compared with endpoints that return a prepared response. */
final class NearHit implements Measure {

    private static final double AT_MOST = 1.10;
    private static final List<String> CONTROLS = List.of(Yardstick.CONSTANT, Yardstick.RESOURCE);

    @Override
    public String name() {
        return "near-hit";
    }

    @Override
    public Measured hold(ControlledNode controlled) throws InterruptedException {
        Side node = controlled.node(Rung.FULL.cache(), CacheStatus.NEAR, CONTROLS);
        List<Side> sides =
                List.of(node, controlled.control(Yardstick.CONSTANT), controlled.control(Yardstick.RESOURCE));
        Rounds rounds = new Contest(controlled, sides, CacheStatus.NEAR).hold();
        return Measured.of(name(), judge(rounds), rounds);
    }

    static List<Verdict> judge(Rounds rounds) {
        return List.of(
                rounds.atMost(
                        AT_MOST,
                        "CPU time of a near-cache hit, compared with a route that sends the same response",
                        "node",
                        Yardstick.CONSTANT),
                rounds.atMost(
                        AT_MOST,
                        "CPU time of a near-cache hit, compared with a JAX-RS endpoint that sends the same response",
                        "node",
                        Yardstick.RESOURCE));
    }
}
