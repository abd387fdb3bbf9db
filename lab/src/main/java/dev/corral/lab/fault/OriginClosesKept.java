package dev.corral.lab.fault;

import dev.corral.lab.fleet.Newcomer;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.Driver;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Sample;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.Rung;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The origin closes kept connections when their next request has come, and idle ones soon: does a request fail that
 * nobody has begun to answer, and is a write sent twice?
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

    private static final int SECONDS = 15;
    private static final int QUICK_SECONDS = 4;
    private static final int READS_PER_SECOND = 100;
    private static final int WRITES_PER_SECOND = 10;
    private static final int CONNECTIONS = 6;
    private static final int NODES = 1;
    private static final int LOADS = 400;
    private static final Duration LEAD = Duration.ofMillis(50);
    private static final int ONE_MORE_TRY = 2;

    private static final About ABOUT = new About(
            "origin-closes-kept",
            "an origin closes every second kept connection when it has read the next request, and each that is idle for %d ms; %d new keys and %d writes a second of one node"
                    .formatted(ClosingAnswers.IDLE.toMillis(), READS_PER_SECOND, WRITES_PER_SECOND),
            "a read that died on a reused connection is sent once more and answered, a write is sent once, and no breaker opens",
            "a plain Vert.x client with the same pool in place of the node");

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Seen run(Side side, Scene scene) throws InterruptedException {
        ClosingAnswers answers = new ClosingAnswers(scene.scenario().seed());
        int seconds = scene.quick() ? QUICK_SECONDS : SECONDS;
        int first = scene.freshKeys(seconds * READS_PER_SECOND);
        return side == Side.CURE ? cure(scene, answers, first, seconds) : control(answers, first, seconds);
    }

    private static Seen cure(Scene scene, ClosingAnswers answers, int first, int seconds) throws InterruptedException {
        try (RawOrigin origin = RawOrigin.start(answers);
                Newcomer node = Newcomer.node(scene.fleet(), ABOUT.name(), settings(origin));
                Driver driver = new Driver(List.of(node.port()))) {
            PacedWrites writes = PacedWrites.begin(node.port(), seconds * WRITES_PER_SECOND, WRITES_PER_SECOND);
            return read(driver, origin, first, seconds)
                    .and(OPENED, opened(node))
                    .plus(writes.await())
                    .and(SENT, origin.mostOfOneKey(PacedWrites.PREFIX))
                    .and(CLOSED, answers.unanswered());
        }
    }

    static Seen control(ClosingAnswers answers, int first, int seconds) throws InterruptedException {
        try (RawOrigin origin = RawOrigin.start(answers);
                Driver driver = new Driver(List.of(origin.port()), CONNECTIONS)) {
            return read(driver, origin, first, seconds).and(CLOSED, answers.unanswered());
        }
    }

    private static Map<String, String> settings(RawOrigin origin) {
        return Map.of(
                "corral.origin.url", origin.template(),
                "corral.origin.connections", String.valueOf(CONNECTIONS),
                "corral.gate.loads", String.valueOf(LOADS),
                "corral.gate.queue", String.valueOf(LOADS));
    }

    private static Seen read(Driver driver, RawOrigin origin, int first, int seconds) throws InterruptedException {
        List<Arrival> keys = Reads.each(KeyClass.PRODUCT, first, seconds * READS_PER_SECOND, READS_PER_SECOND, NODES);
        List<Sample> samples = driver.drive(Rung.FULL.cache(), keys, System.nanoTime() + LEAD.toNanos());
        return Seen.NOTHING
                .and(READS, samples.size())
                .and(FAILED, samples.stream().filter(Sample::failed).count())
                .and(QUERIES, origin.mostOfOneKey(KeyClass.PRODUCT.prefix()));
    }

    private static double opened(Newcomer node) {
        return node.counter("cache_events_total", Map.of("cache", Rung.FULL.cache(), "event", "breaker_opened"));
    }

    @Override
    public List<Check> judge(Seen with, Seen control) {
        return List.of(
                ABOUT.check(
                        "failed reads, where requests got no answer",
                        "0 of some",
                        "%s of %s".formatted(with.text(FAILED), with.text(CLOSED)),
                        with.none(FAILED) && !with.none(CLOSED)),
                ABOUT.check(
                        "queries of one key",
                        "at most " + ONE_MORE_TRY,
                        with.text(QUERIES),
                        with.get(QUERIES) <= ONE_MORE_TRY),
                ABOUT.check("breakers that opened", "0", with.text(OPENED), with.none(OPENED)),
                ABOUT.check("requests of one write", "1", with.text(SENT), with.get(SENT) == 1),
                ABOUT.check(
                        "writes answered neither with success nor with 502 or 503",
                        "0 of %s".formatted(with.text(WRITES)),
                        with.text(OTHER),
                        with.none(OTHER)),
                ABOUT.harm("failed reads", control.text(FAILED), !control.none(FAILED)));
    }
}
