package dev.corral.lab.bench;

import dev.corral.guard.chain.Stack;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.core.Request;
import dev.corral.guard.layer.Deadline;
import dev.corral.guard.probe.Meter;
import dev.corral.guard.probe.Outcome;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.runtime.SystemClock;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A JMH benchmark of a hit through a chain of layers, each with a probe in front of it as in every stack. All layers
 * are deadlines, which every hit passes through, and the loader behind them completes at once.
 *
 * @see <a href="https://github.com/openjdk/jmh">JMH</a>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LayerBenchmark {

    private static final Clock CLOCK = new SystemClock();

    /** The number of layers. */
    @Param({"2", "6"})
    public int depth;

    private Loader chain;
    private Request request;

    /** Creates a benchmark, which JMH then sets up. */
    public LayerBenchmark() {}

    /** Builds the chain in front of a loader that is already complete. */
    @Setup
    public void build() {
        Entry entry = new Entry(
                new Content.Value(new byte[1_024], Map.of(), 1),
                1,
                CLOCK.micros(),
                Limits.hard(Duration.ofHours(1)),
                Duration.ofMillis(1));
        Answer hit = Answer.cached(entry, Answer.Source.NEAR, false);
        Stack stack = new Stack(IntStream.range(0, depth)
                .mapToObj(each ->
                        new Stack.Named("deadline-" + each, next -> new Deadline(next, Duration.ofSeconds(10), CLOCK)))
                .toList());
        chain = stack.over(asked -> Uni.createFrom().item(hit), layer -> new Adders(), CLOCK);
        request = Request.of(new Key("bench", "hot"));
    }

    /** Sends one hit through the chain. */
    @Benchmark
    public void hit(Blackhole result) {
        chain.load(request).subscribe().with(result::consume, result::consume);
    }

    /** A meter that counts in the same way as that of a node. */
    private static final class Adders implements Meter {

        private final LongAdder entered = new LongAdder();
        private final LongAdder left = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        @Override
        public void entered(Purpose purpose) {
            entered.increment();
        }

        @Override
        public void left(Purpose purpose, Outcome outcome, long tookNanos) {
            left.increment();
            nanos.add(tookNanos);
        }

        @Override
        public void passed(Purpose purpose, Outcome outcome) {
            left.increment();
        }
    }
}
