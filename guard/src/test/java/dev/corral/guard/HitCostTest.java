package dev.corral.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.corral.guard.chain.Ready;
import dev.corral.guard.chain.Stack;
import dev.corral.guard.chain.Stack.Named;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.probe.Probe;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.Uni;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The bytes that a hit allocates: a count, which is the same on a busy machine. */
class HitCostTest {

    private static final int LAYERS = 10;
    private static final int HITS = 20_000;
    private static final int ROUNDS = 10;
    private static final int BYTES_OF_A_LAYER = 250;

    private static final Request REQUEST = Request.of(new Key("c", "k"));
    private static final Answer HIT = Answer.cached(
            new Entry(HeldOrigin.row("v"), 1, 0, Limits.hard(Duration.ofMinutes(1)), Duration.ZERO),
            Source.NEAR,
            false);
    private static final Uni<Answer> MAY_COME = Uni.createFrom().item(HIT);

    /**
     * A layer that copies the request, as real layers do; whether the compiler removes the copy differs from run to
     * run.
     */
    private static final Named COPYING =
            new Named("copying", next -> request -> next.load(request.by(request.deadlineNanos() - 1)));
    /** A layer that does nothing, so that only the probe allocates. */
    private static final Named NOTHING = new Named("nothing", next -> next::load);

    @Test
    void oneMoreLayer_costsAHitFewBytes() {
        assertThat(bytesOfALayer(COPYING, new Ready<>(HIT))).isLessThan(BYTES_OF_A_LAYER);
    }

    /** The control: if the answer is not known to be ready, each probe has to wait for it. */
    @Test
    void answerThatIsThere_costsLessThanOneThatMayCome() {
        assertThat(bytesOfALayer(new Ready<>(HIT)) * 4 / 3).isLessThan(bytesOfALayer(MAY_COME));
    }

    /** The control: with another operator between them, each probe waits by itself. */
    @Test
    void probesWithNothingBetween_waitAsOne() {
        Named between = new Named(
                "between", next -> request -> next.load(request).onItem().invoke(answer -> {}));

        assertThat(bytesOfALayer(MAY_COME) * 2).isLessThan(bytesOfALayer(between, MAY_COME));
    }

    private static double bytesOfALayer(Uni<Answer> hit) {
        return bytesOfALayer(NOTHING, hit);
    }

    private static double bytesOfALayer(Named layer, Uni<Answer> hit) {
        return (bytesOfAHit(chain(LAYERS, layer, hit)) - bytesOfAHit(chain(0, layer, hit))) / LAYERS;
    }

    private static Loader chain(int layers, Named layer, Uni<Answer> hit) {
        return new Stack(Collections.nCopies(layers, layer)).over(request -> hit, Probe.NONE, new VirtualTime());
    }

    /** Returns the minimum of several rounds: until the compiler has optimized the code, a hit allocates more. */
    private static double bytesOfAHit(Loader chain) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return IntStream.range(0, ROUNDS)
                        .mapToLong(round -> {
                            long before = threads.getCurrentThreadAllocatedBytes();
                            hit(chain);
                            return threads.getCurrentThreadAllocatedBytes() - before;
                        })
                        .min()
                        .orElseThrow()
                / (double) HITS;
    }

    private static void hit(Loader chain) {
        for (int each = 0; each < HITS; each++) {
            chain.load(REQUEST).subscribe().with(answer -> {}, failure -> {});
        }
    }
}
