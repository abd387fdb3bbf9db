package dev.corral.lab.bench;

import dev.corral.lab.fleet.Yardstick;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.scenario.Rung;
import java.util.List;

/** A measure of a hit in the shared store, compared with endpoints that send one raw GET for the same value. */
final class StoreHit implements Measure {

    private static final double AT_MOST = 1.10;
    private static final List<String> CONTROLS = List.of(Yardstick.BATCHED, Yardstick.UNBATCHED);

    @Override
    public String name() {
        return "store-hit";
    }

    @Override
    public Measured hold(ControlledNode controlled) throws InterruptedException {
        Side node = controlled.node(Rung.SWR.cache(), CacheStatus.FRESH, CONTROLS);
        List<Side> sides =
                List.of(node, controlled.control(Yardstick.BATCHED), controlled.control(Yardstick.UNBATCHED));
        Rounds rounds = new Contest(controlled, sides, CacheStatus.FRESH).hold();
        return Measured.of(name(), judge(rounds), rounds);
    }

    static List<Verdict> judge(Rounds rounds) {
        return List.of(
                rounds.atMost(
                        AT_MOST, "CPU time of a store hit, compared with one batched GET", "node", Yardstick.BATCHED),
                rounds.below(
                        "CPU time of a store hit, compared with one unbatched GET per request",
                        "node",
                        Yardstick.UNBATCHED));
    }
}
