package dev.corral.lab.fault;

import dev.corral.lab.fleet.Newcomer;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.Driver;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Sample;
import dev.corral.lab.load.Truth;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.Rung;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The origin sends interim responses, ill-formed ones, and some that nobody asked for, over connections that are used
 * again and again: does a client read another key's row out of them?
 */
final class OriginInterim implements Fault {

    static final String READS = "reads";
    static final String FOREIGN = "rows of another key";
    static final String INTERIM = "answers with interim responses";
    static final String ILL_FORMED = "ill-formed answers";
    static final String UNASKED = "responses on idle connections";
    static final String FAILED = "keys with well-formed answers that failed";

    private static final int ROUNDS = 12;
    private static final int QUICK_ROUNDS = 3;
    private static final int KEYS_A_ROUND = 400;
    private static final int PER_SECOND = 200;
    private static final int CONNECTIONS = 6;
    private static final int NODES = 1;
    private static final String UNASKED_ROW = RawAnswer.plain("{\"id\":\"unasked\"}");
    private static final Duration LEAD = Duration.ofMillis(50);
    /** Until a client has read what it did not ask for. */
    private static final Duration READ_WITHIN = Duration.ofMillis(250);

    private static final About ABOUT = new About(
            "origin-interim",
            "an origin sends interim responses (1xx) before some rows, ill-formed answers for others and responses that nobody asked for, over %d kept connections, for %d new keys a second of one node"
                    .formatted(CONNECTIONS, PER_SECOND),
            "no key gets another key's row, and no key whose answer is well-formed fails",
            "a plain Vert.x client with the same pool in place of the node");

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Seen run(Side side, Scene scene) throws InterruptedException {
        int rounds = scene.quick() ? QUICK_ROUNDS : ROUNDS;
        int first = scene.freshKeys(rounds * KEYS_A_ROUND);
        DrawnAnswers answers = new DrawnAnswers(scene.scenario().seed(), first);
        return side == Side.CURE ? cure(scene, answers, rounds) : control(answers, rounds);
    }

    private static Seen cure(Scene scene, DrawnAnswers answers, int rounds) throws InterruptedException {
        try (RawOrigin origin = RawOrigin.start(answers);
                Newcomer node = Newcomer.node(scene.fleet(), ABOUT.name(), settings(origin));
                Driver driver = new Driver(List.of(node.port()))) {
            return read(driver, origin, answers, rounds);
        }
    }

    static Seen control(DrawnAnswers answers, int rounds) throws InterruptedException {
        try (RawOrigin origin = RawOrigin.start(answers);
                Driver driver = new Driver(List.of(origin.port()), CONNECTIONS)) {
            return read(driver, origin, answers, rounds);
        }
    }

    /** A small pool, and room for every load that waits for one of its connections. */
    private static Map<String, String> settings(RawOrigin origin) {
        return Map.of(
                "corral.origin.url", origin.template(),
                "corral.origin.connections", String.valueOf(CONNECTIONS),
                "corral.gate.loads", String.valueOf(KEYS_A_ROUND),
                "corral.gate.queue", String.valueOf(KEYS_A_ROUND));
    }

    /** All reads of a round have ended before the origin sends what nobody asked for. */
    private static Seen read(Driver driver, RawOrigin origin, DrawnAnswers answers, int rounds)
            throws InterruptedException {
        Truth truth = new Truth();
        List<Sample> samples = new ArrayList<>();
        int unasked = 0;
        for (int round = 0; round < rounds; round++) {
            int first = answers.first() + round * KEYS_A_ROUND;
            List<Arrival> keys = Reads.each(KeyClass.PRODUCT, first, KEYS_A_ROUND, PER_SECOND, NODES);
            samples.addAll(driver.drive(Rung.FULL.cache(), keys, System.nanoTime() + LEAD.toNanos(), truth));
            unasked += origin.sendUnasked(UNASKED_ROW);
            Scene.await(READ_WITHIN);
        }
        return Seen.NOTHING
                .and(READS, samples.size())
                .and(FOREIGN, truth.foreign())
                .and(INTERIM, answers.interim())
                .and(ILL_FORMED, answers.illFormed())
                .and(UNASKED, unasked)
                .and(
                        FAILED,
                        samples.stream().filter(each -> failed(each, answers)).count());
    }

    private static boolean failed(Sample read, DrawnAnswers answers) {
        return read.failed() && answers.kind(read.arrival().number()).wellFormed();
    }

    @Override
    public List<Check> judge(Seen with, Seen control) {
        return List.of(
                ABOUT.check("rows of another key", "0", with.text(FOREIGN), with.none(FOREIGN)),
                ABOUT.check("keys with well-formed answers that failed", "0", with.text(FAILED), with.none(FAILED)),
                ABOUT.check(
                        "answers with interim responses, ill-formed ones, responses on idle connections",
                        "some of each",
                        "%s, %s, %s".formatted(with.text(INTERIM), with.text(ILL_FORMED), with.text(UNASKED)),
                        !with.none(INTERIM) && !with.none(ILL_FORMED) && !with.none(UNASKED)),
                ABOUT.harm("rows of another key", control.text(FOREIGN), !control.none(FOREIGN)));
    }
}
