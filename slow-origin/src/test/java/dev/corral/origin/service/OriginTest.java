package dev.corral.origin.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.origin.faults.Fault;
import dev.corral.origin.faults.Faults;
import dev.corral.origin.rows.GeneratedBody;
import dev.corral.origin.rows.Rows;
import dev.corral.origin.time.VirtualTimeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two workers, two places in the queue, and every query takes exactly 100 ms. */
class OriginTest {

    private static final Duration SERVICE_TIME = Duration.ofMillis(100);
    private static final Duration ALMOST = SERVICE_TIME.minusNanos(1);

    private final VirtualTimeline timeline = new VirtualTimeline();
    private final Rows rows = new Rows(Pattern.compile("absent-.*"), new GeneratedBody(64), 10_000);
    private final Faults faults = new Faults(timeline, new SplittableRandom(1));
    private final WorkerPool<Query> pool = new WorkerPool<>(2, 2);
    private final Log log = new Log();
    private Origin origin = originWithCongestion(0);

    /** Writes down what a witness is told, and what the clients are. */
    private static final class Log implements Witness {

        private final List<String> duplicates = new ArrayList<>();
        private final List<String> ends = new ArrayList<>();
        private final List<String> answers = new ArrayList<>();

        @Override
        public void arrived(Query query, boolean duplicate) {
            if (duplicate) {
                duplicates.add(query.key());
            }
        }

        @Override
        public void ended(Query query, Outcome outcome, long nowNanos) {
            assertThat(answers).hasSameSizeAs(ends);
            long queuedMillis = Duration.ofNanos(query.queuedNanos(nowNanos)).toMillis();
            long durationMillis =
                    Duration.ofNanos(query.durationNanos(nowNanos)).toMillis();
            ends.add(String.format(
                    Locale.ROOT, "%s %s %d %d", query.key(), outcome.word(), queuedMillis, durationMillis));
        }
    }

    @AfterEach
    void nothingIsLeftOver() {
        faults.endAll();
        timeline.advance(Duration.ofMinutes(1));
        assertThat(origin.inProgress()).isZero();
        assertThat(origin.queued()).isZero();
        assertThat(pool.busy()).isZero();
        assertThat(log.answers).hasSameSizeAs(log.ends);
    }

    @Test
    void query_isAnsweredAfterItsServiceTime() {
        ask("a");

        timeline.advance(ALMOST);
        assertThat(log.ends).isEmpty();
        timeline.advance(Duration.ofNanos(1));
        assertThat(log.ends).containsExactly("a found 0 100");
    }

    @Test
    void absentRow_costsAsMuch() {
        ask("absent-1");

        timeline.advance(ALMOST);
        assertThat(log.ends).isEmpty();
        timeline.advance(Duration.ofNanos(1));
        assertThat(log.ends).containsExactly("absent-1 absent 0 100");
    }

    @Test
    void queriesBeyondTheWorkers_areServedInOrderOfArrival() {
        ask("a", "b", "c", "d");

        assertThat(origin.queued()).isEqualTo(2);
        timeline.advance(SERVICE_TIME.multipliedBy(2));
        assertThat(log.ends).containsExactly("a found 0 100", "b found 0 100", "c found 100 200", "d found 100 200");
    }

    @Test
    void queryThatFindsTheQueueFull_isRefusedAtOnce() {
        ask("a", "b", "c", "d", "e");

        assertThat(log.ends).containsExactly("e refused 0 0");
        assertThat(log.answers).containsExactly("e refused");
    }

    @Test
    void keyThatIsInProgress_makesADuplicate() {
        ask("hot", "cold", "hot", "hot");
        assertThat(log.duplicates).containsExactly("hot", "hot");

        timeline.advance(SERVICE_TIME.multipliedBy(2));
        ask("hot");
        assertThat(log.duplicates).hasSize(2);
    }

    @Test
    void clientThatLeavesInService_keepsItsWorkerBusy() {
        Query gone = ask("a");
        ask("b", "c");
        gone.leave();

        timeline.advance(ALMOST);
        assertThat(origin.queued()).isEqualTo(1);
        timeline.advance(Duration.ofNanos(1));
        assertThat(log.ends).contains("a cancelled 0 100");
        assertThat(origin.queued()).isZero();
    }

    @Test
    void clientThatLeavesTheQueue_costsNoServiceTime() {
        ask("a", "b");
        Query gone = ask("c");
        ask("d");
        gone.leave();

        timeline.advance(ALMOST);
        assertThat(origin.queued()).isEqualTo(2);
        timeline.advance(Duration.ofNanos(1));
        assertThat(log.ends).containsExactly("c cancelled 100 100", "a found 0 100", "b found 0 100");
        timeline.advance(SERVICE_TIME);
        assertThat(log.ends).endsWith("d found 100 200");
    }

    @Test
    void droppedQueue_isRefused() {
        ask("a", "b", "c");
        ask("d").leave();
        timeline.advance(Duration.ofMillis(30));

        assertThat(origin.dropQueue()).isEqualTo(2);
        assertThat(log.ends).containsExactly("c refused 30 30", "d cancelled 30 30");
        timeline.advance(SERVICE_TIME);
        assertThat(log.ends).endsWith("a found 0 100", "b found 0 100");
    }

    @Test
    void row_isReadWhenTheServiceBegins() {
        ask("a", "b", "a", "absent-1");
        rows.delete("a");
        rows.write("absent-1", new byte[] {1});

        timeline.advance(SERVICE_TIME.multipliedBy(2));
        assertThat(log.answers).containsExactly("a found v1", "b found v1", "a absent", "absent-1 found v1");
    }

    @Test
    void congestion_isMeasuredWhenTheServiceBegins() {
        origin = originWithCongestion(1);
        ask("a", "b", "c", "d");

        timeline.advance(Duration.ofSeconds(1));
        assertThat(log.ends).containsExactly("a found 0 100", "b found 0 100", "d found 100 200", "c found 100 250");
    }

    @Test
    void slowFault_multipliesTheServiceTime() {
        faults.begin(new Fault(Fault.Kind.SLOW, Duration.ofMinutes(1), 3, 1, "a"));
        ask("a", "b");

        timeline.advance(Duration.ofSeconds(1));
        assertThat(log.ends).containsExactly("b found 0 100", "a found 0 300");
    }

    @Test
    void failFault_failsAfterTheServiceTime() {
        faults.begin(new Fault(Fault.Kind.FAIL, Duration.ofMinutes(1), 1, 1, null));
        ask("a");

        timeline.advance(ALMOST);
        assertThat(log.ends).isEmpty();
        timeline.advance(Duration.ofNanos(1));
        assertThat(log.ends).containsExactly("a failed 0 100");
    }

    @ParameterizedTest
    @EnumSource(names = {"GARBAGE", "TORN", "ENDLESS", "DRIP"})
    void spoiledAnswer_comesAfterTheServiceTimeAndFreesItsWorker(Fault.Kind kind) {
        faults.begin(new Fault(kind, Duration.ofMinutes(1), 1, 1, "a"));
        ask("a", "b", "c");

        timeline.advance(ALMOST);
        assertThat(log.ends).isEmpty();
        timeline.advance(Duration.ofNanos(1));
        assertThat(log.ends).containsExactly("a " + kind.word() + " 0 100", "b found 0 100");
        timeline.advance(SERVICE_TIME);
        assertThat(log.answers).containsExactly("a " + kind.word(), "b found v1", "c found v1");
    }

    @Test
    void freezeFault_holdsQueryAndWorkerUntilItEnds() {
        ask("a", "b", "c");
        faults.begin(new Fault(Fault.Kind.FREEZE, Duration.ofMillis(250), 1, 1, null));

        timeline.advance(Duration.ofMillis(249));
        assertThat(log.ends).isEmpty();
        timeline.advance(Duration.ofMillis(1));
        assertThat(log.ends).containsExactly("a found 0 250", "b found 0 250");
        timeline.advance(SERVICE_TIME);
        assertThat(log.ends).endsWith("c found 250 350");
    }

    private Query ask(String... keys) {
        Query last = null;
        for (String key : keys) {
            last = query(key);
            origin.accept(last);
        }
        return last;
    }

    private Query query(String key) {
        return new Query(
                key,
                new Caller("swr", "node-1"),
                AttemptNumber.FIRST,
                timeline.nanos(),
                answer -> log.answers.add(key + " "
                        + answer.outcome().word()
                        + answer.row().map(row -> " v" + row.version()).orElse("")));
    }

    private Origin originWithCongestion(double congestion) {
        ServiceTime serviceTime = new ServiceTime(SERVICE_TIME, 0, congestion, new SplittableRandom(1));
        return new Origin(timeline, rows, pool, serviceTime, faults, List.of(log));
    }
}
