package dev.corral.guard.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.probe.Outcome;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.Tally;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProbedTest {

    private static final Request REQUEST = Request.of(new Key("c", "k"));

    private final Tally tally = new Tally();
    private final Answer answer = Answer.loaded(HeldOrigin.row("v"));

    @Test
    void answerThatIsThere_isCountedOnceAndHandedOnAsItIs() {
        Ready<Answer> there = new Ready<>(answer);

        Uni<Answer> seen = probed(request -> there).load(REQUEST);

        assertThat(seen).isSameAs(there);
        assertThat(seen.await().indefinitely()).isSameAs(answer);
        assertThat(tally.entered("layer")).isEqualTo(1);
        assertThat(tally.left("layer", Outcome.ORIGIN)).isEqualTo(1);
    }

    @Test
    void answerThatIsToCome_isCountedWhenItComes() {
        Uni<Answer> seen =
                probed(request -> Uni.createFrom().item(() -> answer)).load(REQUEST);
        assertThat(tally.left("layer", Outcome.ORIGIN)).isZero();

        seen.await().indefinitely();

        assertThat(tally.left("layer", Outcome.ORIGIN)).isEqualTo(1);
    }

    @Test
    void callerWhoLeaves_isCountedOnce() {
        UniAssertSubscriber<Answer> caller = probed(request -> Uni.createFrom().nothing())
                .load(REQUEST)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());

        caller.cancel();

        assertThat(tally.left("layer", Outcome.CANCELLED)).isEqualTo(1);
        tally.assertBalanced();
    }

    @Test
    void twoWithNothingBetween_areBothToldOfTheAnswer() {
        AtomicReference<UniEmitter<? super Answer>> origin = new AtomicReference<>();
        UniAssertSubscriber<Answer> caller = throughTwo(Uni.createFrom().<Answer>emitter(origin::set));
        assertThat(tally.entered("inner")).isEqualTo(1);
        assertThat(tally.entered("outer")).isEqualTo(1);
        assertThat(tally.left("outer", Outcome.ORIGIN)).isZero();

        origin.get().complete(answer);

        assertThat(caller.assertCompleted().getItem()).isSameAs(answer);
        assertBothTold(Outcome.ORIGIN);
    }

    @Test
    void twoWithNothingBetween_areBothToldOfACallerWhoLeaves() {
        AtomicInteger cancelled = new AtomicInteger();
        Uni<Answer> never = Uni.createFrom().nothing();

        throughTwo(never.onCancellation().invoke(cancelled::incrementAndGet)).cancel();

        assertThat(cancelled).hasValue(1);
        assertBothTold(Outcome.CANCELLED);
    }

    @Test
    void twoWithNothingBetween_areBothToldOfAFailure() {
        throughTwo(Uni.createFrom().failure(new IllegalStateException("broken")))
                .assertFailedWith(IllegalStateException.class);

        assertBothTold(Outcome.FAILED);
    }

    private UniAssertSubscriber<Answer> throughTwo(Uni<Answer> loading) {
        VirtualTime time = new VirtualTime();
        Loader inner = new Probed(request -> loading, tally.before("inner"), time);
        return new Probed(inner, tally.before("outer"), time)
                .load(REQUEST)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private void assertBothTold(Outcome outcome) {
        assertThat(tally.left("inner", outcome)).isEqualTo(1);
        assertThat(tally.left("outer", outcome)).isEqualTo(1);
        tally.assertBalanced();
    }

    private Loader probed(Loader layer) {
        return new Probed(layer, tally.before("layer"), new VirtualTime());
    }
}
