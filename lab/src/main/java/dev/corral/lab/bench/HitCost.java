package dev.corral.lab.bench;

import dev.corral.lab.fleet.Yardstick;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.scenario.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A measure of a hit on a node, compared with endpoints that send the same response without the cache.
 *
 * @param served the cache that serves the hit
 * @param controls the names of these endpoints
 */
record HitCost(Rung rung, CacheStatus served, List<String> controls, Function<Rounds, List<Verdict>> judge) {

    private static final double AT_MOST = 1.10;
    private static final String NODE = "node";

    /** A hit in the node's near cache; the endpoints return a prepared response. */
    static final HitCost NEAR = new HitCost(
            Rung.FULL,
            CacheStatus.NEAR,
            List.of(Yardstick.CONSTANT, Yardstick.RESOURCE),
            rounds -> List.of(
                    rounds.atMost(
                            AT_MOST,
                            "CPU time of a near-cache hit, compared with a route that sends the same response",
                            NODE,
                            Yardstick.CONSTANT),
                    rounds.atMost(
                            AT_MOST,
                            "CPU time of a near-cache hit, compared with a JAX-RS endpoint that sends the same response",
                            NODE,
                            Yardstick.RESOURCE)));

    /** A hit in the shared store; the endpoints send one raw GET for the same value. */
    static final HitCost STORE = new HitCost(
            Rung.SWR,
            CacheStatus.FRESH,
            List.of(Yardstick.BATCHED, Yardstick.UNBATCHED),
            rounds -> List.of(
                    rounds.atMost(
                            AT_MOST, "CPU time of a store hit, compared with one batched GET", NODE, Yardstick.BATCHED),
                    rounds.below(
                            "CPU time of a store hit, compared with one unbatched GET per request",
                            NODE,
                            Yardstick.UNBATCHED)));

    Measure.Result measure(ControlledNode controlled) throws InterruptedException {
        List<Side> sides = new ArrayList<>(List.of(controlled.node(rung.cache(), served, controls)));
        controls.forEach(control -> sides.add(controlled.control(control)));
        Rounds rounds = new Contest(controlled, sides, served, Contest.Counted.WINDOWS).hold();
        return new Measure.Result(judge.apply(rounds), rounds);
    }
}
