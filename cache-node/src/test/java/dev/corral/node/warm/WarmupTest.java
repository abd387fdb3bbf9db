package dev.corral.node.warm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Key;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.testing.Node;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarmupTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration QUICK = Duration.ofMillis(100);
    private static final Key A = new Key("lock", "a");
    private static final Key B = new Key("swr", "b");

    private record Load(Key key, UniEmitter<? super Object> answer) {}

    private final VirtualTime time = new VirtualTime();
    private final Environment environment = Node.virtual(time, 1);
    private final List<Load> loads = new ArrayList<>();
    private Supplier<Uni<?>> question = () -> Uni.createFrom().item("at once");

    @AfterEach
    void nothingIsLeft() {
        time.advance(LIMIT.multipliedBy(2));
        assertThat(time.pending()).as("timers").isZero();
    }

    @Test
    void noKeys_isWarmAtOnce() {
        assertThat(warmup().over()).isTrue();
    }

    @Test
    void storeThatAnswersLate_isAskedAgainBeforeTheFirstLoad() {
        List<UniEmitter<?>> asked = new ArrayList<>();
        question = () -> Uni.createFrom().emitter(asked::add);
        warmup(A);
        time.advance(QUICK.plusMillis(1));
        asked.getFirst().complete(null);
        time.advance(Duration.ofMillis(50));
        assertThat(asked).hasSize(2);
        asked.getLast().fail(new IllegalStateException("not connected"));
        time.advance(Duration.ofMillis(50));
        assertThat(asked).hasSize(3);
        assertThat(loads).isEmpty();

        time.advance(QUICK);
        asked.getLast().complete(null);

        assertThat(loads).hasSize(1);
        answer(A);
    }

    @Test
    void deadStore_holdsUpTheLoadsForHalfTheLimit() {
        question = () -> Uni.createFrom().failure(new IllegalStateException("dead"));
        warmup(A);
        time.advance(LIMIT.dividedBy(2).minusMillis(1));
        assertThat(loads).isEmpty();

        time.advance(Duration.ofMillis(51));
        assertThat(loads).hasSize(1);
        answer(A);
    }

    @Test
    void everyKeyAnswered_isWarm() {
        Warmup warmup = warmup(A, B);
        answer(A);
        assertThat(warmup.over()).isFalse();
        assertThat(warmup.missing("lock")).isZero();
        assertThat(warmup.missing("swr")).isEqualTo(1);

        answer(B);
        assertThat(warmup.over()).isTrue();
        assertThat(warmup.missing()).isZero();
        assertThat(loads).hasSize(2);
    }

    @Test
    void failedKey_isTriedAgainAfterAPauseAndAlone() {
        Warmup warmup = warmup(A, B);
        answer(A);
        fail(B);
        assertThat(loads).hasSize(2);

        time.advance(LONGEST_PAUSE);
        assertThat(loads).extracting(Load::key).containsExactly(A, B, B);
        answer(B);

        assertThat(warmup.over()).isTrue();
    }

    @Test
    void pauses_growUpToTheLongest() {
        Warmup warmup = warmup(A);
        List<Long> beganMillis = new ArrayList<>();
        while (!warmup.over()) {
            if (loads.size() > beganMillis.size()) {
                beganMillis.add(time.nanos() / 1_000_000);
                fail(A);
            }
            time.advance(Duration.ofMillis(10));
        }
        List<Long> pausesMillis = IntStream.range(1, beganMillis.size())
                .mapToObj(each -> beganMillis.get(each) - beganMillis.get(each - 1))
                .toList();
        assertThat(pausesMillis.getFirst()).isBetween(50L, 110L);
        assertThat(pausesMillis).allMatch(pause -> pause <= LONGEST_PAUSE.toMillis() + 10);
        assertThat(pausesMillis.getLast()).isGreaterThanOrEqualTo(LONGEST_PAUSE.toMillis() / 2);
    }

    @Test
    void limitPassed_isOverWithKeysMissingAndLoadsThemLater() {
        Warmup warmup = warmup(A, B);
        answer(A);
        time.advance(LIMIT.minusMillis(1));
        assertThat(warmup.over()).isFalse();

        time.advance(Duration.ofMillis(1));
        assertThat(warmup.over()).isTrue();
        assertThat(warmup.missing()).isEqualTo(1);

        fail(B);
        time.advance(LONGEST_PAUSE);
        assertThat(loads).extracting(Load::key).containsExactly(A, B, B);
        answer(B);
        assertThat(warmup.missing()).isZero();
    }

    @Test
    void pausesAfterTheLimit_growUpToHalfAMinute() {
        Warmup warmup = warmup(A);
        time.advance(LIMIT);
        assertThat(warmup.over()).isTrue();
        for (int second = 0; second < 120; second++) {
            failLatest();
            time.advance(Duration.ofSeconds(1));
        }
        int settled = loads.size();
        for (int second = 0; second < 300; second++) {
            failLatest();
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(loads.size() - settled).isBetween(8, 25);

        time.advance(LIMIT);
        answer(A);
        assertThat(warmup.missing()).isZero();
    }

    @Test
    void stoppedWarmup_loadsNoMore() {
        Warmup warmup = warmup(A);
        fail(A);
        warmup.stop();

        time.advance(LIMIT);

        assertThat(loads).hasSize(1);
        assertThat(warmup.missing()).isEqualTo(1);
    }

    @Test
    void longList_isLoadedAFewAtATime() {
        Key[] keys = IntStream.range(0, 100)
                .mapToObj(each -> new Key("lock", "k" + each))
                .toArray(Key[]::new);
        Warmup warmup = warmup(keys);
        assertThat(loads).as("the first one alone").hasSize(1);

        for (int each = 0; each < keys.length; each++) {
            loads.get(each).answer().complete("x");
            assertThat(loads.size() - each - 1).isEqualTo(Math.min(16, keys.length - each - 1));
        }
        assertThat(warmup.over()).isTrue();
    }

    private Warmup warmup(Key... keys) {
        Warmup warmup = new Warmup(
                List.of(keys),
                key -> Uni.createFrom().emitter(emitter -> loads.add(new Load(key, emitter))),
                new StoreCheck(() -> question.get(), QUICK, LIMIT.dividedBy(2), environment),
                LIMIT,
                environment);
        warmup.begin();
        return warmup;
    }

    private void answer(Key key) {
        last(key).answer().complete("x");
    }

    private void fail(Key key) {
        last(key).answer().fail(new IllegalStateException("dead"));
    }

    /** Fails the latest load, unless it has failed already. */
    private void failLatest() {
        loads.getLast().answer().fail(new IllegalStateException("dead"));
    }

    private Load last(Key key) {
        return loads.reversed().stream()
                .filter(load -> load.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
