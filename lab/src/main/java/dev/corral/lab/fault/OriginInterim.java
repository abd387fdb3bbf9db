package dev.corral.lab.fault;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.ExtraService;
import dev.corral.lab.load.Sample;
import dev.corral.lab.measure.Check;
import dev.corral.lab.text.Text;
import java.time.Duration;
import java.util.List;

/**
 * A fault in which the origin sends interim, malformed and unrequested responses over connections that are reused. It
 * checks that no client reads another key's row from them.
 */
final class OriginInterim implements Fault {

    static final String READS = "reads";
    static final String FOREIGN = "rows of another key";
    static final String INTERIM = "answers with interim responses";
    static final String ILL_FORMED = "ill-formed answers";
    static final String UNASKED = "responses on idle connections";
    static final String FAILED = "keys with well-formed answers that failed";

    private static final int ROUNDS = 48;
    private static final int QUICK_ROUNDS = 12;
    private static final String UNASKED_ROW = RawAnswer.plain("{\"id\":\"unasked\"}");
    /** The longest wait until a client has read an unrequested response and has closed that connection. */
    private static final Duration READ_WITHIN = Duration.ofSeconds(5);

    private static final String NAME = "origin-interim";

    @Override
    public About about() {
        return new About(
                NAME,
                Text.of(
                        "an origin sends interim responses (1xx) before some rows, ill-formed responses for others and "
                                + "responses without a request, over %d kept connections, for up to %d new keys a second "
                                + "of one node",
                        NodeInFront.CONNECTIONS, BoundedReads.PER_SECOND),
                "no key gets another key's row, and no key with a well-formed response fails",
                "a plain Vert.x client with the same pool in place of the node");
    }

    @Override
    public Counts run(Side side, Stage stage) throws InterruptedException {
        int rounds = stage.quick() ? QUICK_ROUNDS : ROUNDS;
        int first = stage.freshKeys(rounds * BoundedReads.A_ROUND);
        DrawnAnswers answers = new DrawnAnswers(stage.scenario().seed(), first);
        return side == Side.CURE ? cure(stage, answers, rounds) : control(answers, rounds);
    }

    private static Counts cure(Stage stage, DrawnAnswers answers, int rounds) throws InterruptedException {
        try (RawOrigin origin = RawOrigin.start(answers);
                ExtraService node = NodeInFront.of(origin, NAME, stage);
                BoundedReads reads = new BoundedReads(node.port(), NodeInFront.CALLERS, answers.first())) {
            Counts seen = read(reads, origin, answers, rounds);
            stage.observation().addFailures(reads.samples());
            return seen;
        }
    }

    static Counts control(DrawnAnswers answers, int rounds) throws InterruptedException {
        try (RawOrigin origin = RawOrigin.start(answers);
                BoundedReads reads = new BoundedReads(origin.port(), NodeInFront.CONNECTIONS, answers.first())) {
            return read(reads, origin, answers, rounds);
        }
    }

    /** Reads in rounds. All reads of a round have ended before the origin sends unrequested responses. */
    private static Counts read(BoundedReads reads, RawOrigin origin, DrawnAnswers answers, int rounds)
            throws InterruptedException {
        int unasked = 0;
        for (int round = 0; round < rounds; round++) {
            reads.round();
            unasked += origin.sendUnasked(UNASKED_ROW);
            Patience.until(origin::hasNoConnection, READ_WITHIN);
        }
        return Counts.NOTHING
                .and(READS, reads.samples().size())
                .and(FOREIGN, reads.foreign())
                .and(INTERIM, answers.interim())
                .and(ILL_FORMED, answers.illFormed())
                .and(UNASKED, unasked)
                .and(
                        FAILED,
                        reads.samples().stream()
                                .filter(each -> failed(each, answers))
                                .count());
    }

    private static boolean failed(Sample read, DrawnAnswers answers) {
        return read.failed() && answers.kind(read.arrival().number()).wellFormed();
    }

    @Override
    public List<Check> judge(Counts with, Counts control) {
        return List.of(
                zero("rows of another key", with, FOREIGN),
                zero("keys with a well-formed response that failed", with, FAILED),
                check(
                        "rows with interim responses, ill-formed responses, responses on idle connections",
                        "some of each",
                        Text.of("%s, %s, %s", with.text(INTERIM), with.text(ILL_FORMED), with.text(UNASKED)),
                        !with.none(INTERIM) && !with.none(ILL_FORMED) && !with.none(UNASKED)),
                harm("rows of another key", control, FOREIGN));
    }
}
