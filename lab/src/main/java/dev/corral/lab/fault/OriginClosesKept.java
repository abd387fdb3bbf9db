package dev.corral.lab.fault;

import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.ExtraService;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Sample;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.util.List;
import java.util.Map;

/**
 * A fault in which the origin closes kept connections when their next request has arrived, and closes idle ones soon.
 * It checks that no request fails whose response has not begun, and that no write is sent twice.
 */
final class OriginClosesKept implements Fault {

    static final String READS = "reads";
    static final String FAILED = "failed reads";
    static final String CLOSED = "requests without an answer";
    static final String QUERIES = "queries of a key";
    static final String OPENED = "breakers opened";
    static final String WRITES = "writes";
    static final String SENT = "requests of a write";
    static final String REFUSED = "writes refused";
    static final String OTHER = "writes answered otherwise";

    private static final int ROUNDS = 16;
    private static final int QUICK_ROUNDS = 4;
    private static final int WRITES_A_ROUND = 5;
    private static final int WRITES_PER_SECOND = 10;
    private static final int ONE_MORE_TRY = 2;

    private static final String NAME = "origin-closes-kept";

    @Override
    public About about() {
        return new About(
                NAME,
                Text.of(
                        "an origin closes every second kept connection when it has read the next request, and each that is "
                                + "idle for %d ms; up to %d new keys and %d writes a second of one node",
                        ClosingAnswers.IDLE.toMillis(), BoundedReads.PER_SECOND, WRITES_PER_SECOND),
                "a read that failed on a reused connection is sent once more and gets its row, a write is sent once, and "
                        + "no breaker opens",
                "a plain Vert.x client with the same pool in place of the node");
    }

    @Override
    public Counts run(Side side, Stage stage) throws InterruptedException {
        ClosingAnswers answers = new ClosingAnswers(stage.scenario().seed());
        int rounds = stage.quick() ? QUICK_ROUNDS : ROUNDS;
        int first = stage.freshKeys(rounds * BoundedReads.A_ROUND);
        return side == Side.CURE ? cure(stage, answers, first, rounds) : control(answers, first, rounds);
    }

    private static Counts cure(Stage stage, ClosingAnswers answers, int first, int rounds) throws InterruptedException {
        try (RawOrigin origin = RawOrigin.start(answers);
                ExtraService node = NodeInFront.of(origin, NAME, stage);
                BoundedReads reads = new BoundedReads(node.port(), NodeInFront.CALLERS, first)) {
            PacedWrites writes = PacedWrites.begin(node.port(), rounds * WRITES_A_ROUND, WRITES_PER_SECOND);
            Counts seen = read(reads, origin, rounds);
            stage.observation().addFailures(reads.samples());
            return seen.and(OPENED, opened(node))
                    .plus(writes.await())
                    .and(SENT, origin.mostOfOneKey(PacedWrites.PREFIX))
                    .and(CLOSED, answers.unanswered());
        }
    }

    static Counts control(ClosingAnswers answers, int first, int rounds) throws InterruptedException {
        try (RawOrigin origin = RawOrigin.start(answers);
                BoundedReads reads = new BoundedReads(origin.port(), NodeInFront.CONNECTIONS, first)) {
            return read(reads, origin, rounds).and(CLOSED, answers.unanswered());
        }
    }

    private static Counts read(BoundedReads reads, RawOrigin origin, int rounds) throws InterruptedException {
        for (int round = 0; round < rounds; round++) {
            reads.round();
        }
        return Counts.NOTHING
                .and(READS, reads.samples().size())
                .and(FAILED, Sample.failed(reads.samples()))
                .and(QUERIES, origin.mostOfOneKey(KeyClass.PRODUCT.prefix()));
    }

    private static double opened(ExtraService node) {
        return node.counter("cache_events_total", Map.of("cache", Rung.FULL.cache(), "event", "breaker_opened"));
    }

    @Override
    public List<Check> judge(Counts with, Counts control) {
        return List.of(
                check(
                        "failed reads, of the requests without a response",
                        "0 of some",
                        Text.of("%s of %s", with.text(FAILED), with.text(CLOSED)),
                        with.none(FAILED) && !with.none(CLOSED)),
                atMost("queries of one key", "at most " + ONE_MORE_TRY, with, QUERIES, ONE_MORE_TRY),
                zero("breakers that opened", with, OPENED),
                check("requests of one write", "1", with.text(SENT), with.get(SENT) == 1),
                check(
                        "writes that ended neither in success nor in 502 or 503",
                        Text.of("0 of %s", with.text(WRITES)),
                        with.text(OTHER),
                        with.none(OTHER)),
                harm("failed reads", control, FAILED));
    }
}
