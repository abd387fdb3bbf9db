package dev.corral.lab.bench;

import dev.corral.lab.fleet.ExtraService;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.scenario.Rung;
import java.util.List;
import java.util.Map;

/**
 * A measure of a near-cache hit on a node that traces 1 % of its requests, compared with a node without a collector. A
 * second node without a collector is the control of the comparison itself. The processor time of whole rounds counts,
 * because a node sends the spans of its requests up to two seconds after them, while other nodes are read.
 */
final class TraceCost {

    static final String TRACED = "traced";
    static final String UNTRACED = "untraced";
    static final String CONTROL = "untraced-too";

    private static final double AT_MOST = 1.10;
    private static final String SHARE = "0.01";
    private static final String CACHE = Rung.FULL.cache();

    /** The rounds, and the requests with spans that the collector received. */
    record Seen(Rounds rounds, int batches) {}

    private TraceCost() {}

    static Measure.Result measure(ControlledNode controlled) throws InterruptedException {
        Fleet fleet = controlled.stage().fleet();
        try (SpanSink sink = new SpanSink();
                ExtraService untraced = ExtraService.node(fleet, UNTRACED, Map.of());
                ExtraService control = ExtraService.node(fleet, CONTROL, Map.of());
                ExtraService traced = ExtraService.node(fleet, TRACED, settings(sink))) {
            Rounds rounds = compared(controlled.with(List.of(untraced, control, traced)), untraced, control, traced);
            Seen seen = new Seen(rounds, sink.batches());
            return new Measure.Result(judge(seen), seen);
        }
    }

    private static Map<String, String> settings(SpanSink sink) {
        return Map.of("corral.traces.endpoint", sink.url(), "corral.traces.share", SHARE);
    }

    private static Rounds compared(
            ControlledNode nodes, ExtraService untraced, ExtraService control, ExtraService traced)
            throws InterruptedException {
        try {
            List<Side> sides = List.of(
                    nodes.extra(UNTRACED, untraced, CACHE, CacheStatus.NEAR),
                    nodes.extra(CONTROL, control, CACHE, CacheStatus.NEAR),
                    nodes.extra(TRACED, traced, CACHE, CacheStatus.NEAR));
            return new Contest(nodes, sides, CacheStatus.NEAR, Contest.Counted.ROUNDS).hold();
        } finally {
            nodes.release();
        }
    }

    static List<Verdict> judge(Seen seen) {
        Verdict traced = seen.rounds()
                .atMost(
                        AT_MOST,
                        "CPU time of a near-cache hit with 1 % of the requests traced, compared with no collector",
                        TRACED,
                        UNTRACED);
        Verdict control = seen.rounds()
                .alike(
                        AT_MOST,
                        "CPU time of a near-cache hit without a collector, compared with the same on another node",
                        CONTROL,
                        UNTRACED);
        return List.of(traced, control, sent(seen));
    }

    private static Verdict sent(Seen seen) {
        int rounds = seen.rounds().rounds().size();
        return new Verdict(
                "requests with spans that the collector received",
                "at least one a round: " + rounds,
                String.valueOf(seen.batches()),
                "",
                seen.batches() >= rounds);
    }
}
