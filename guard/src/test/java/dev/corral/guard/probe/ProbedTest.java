package dev.corral.guard.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Ready;
import dev.corral.guard.core.Request;
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
        VirtualTime time = new VirtualTime();
        AtomicReference<UniEmitter<? super Answer>> origin = new AtomicReference<>();
        Loader inner =
                new Probed(request -> Uni.createFrom().<Answer>emitter(origin::set), tally.before("inner"), time);
        UniAssertSubscriber<Answer> caller = new Probed(inner, tally.before("outer"), time)
                .load(REQUEST)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        assertThat(tally.entered("inner")).isEqualTo(1);
        assertThat(tally.entered("outer")).isEqualTo(1);
        assertThat(tally.left("outer", Outcome.ORIGIN)).isZero();

        origin.get().complete(answer);

        assertThat(caller.assertCompleted().getItem()).isSameAs(answer);
        assertThat(tally.left("inner", Outcome.ORIGIN)).isEqualTo(1);
        assertThat(tally.left("outer", Outcome.ORIGIN)).isEqualTo(1);
        tally.assertBalanced();
    }

    @Test
    void twoWithNothingBetween_areBothToldOfACallerWhoLeaves() {
        AtomicInteger cancelled = new AtomicInteger();
        Loader inner = new Probed(
                request -> Uni.createFrom().<Answer>nothing().onCancellation().invoke(cancelled::incrementAndGet),
                tally.before("inner"),
                new VirtualTime());

        new Probed(inner, tally.before("outer"), new VirtualTime())
                .load(REQUEST)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .cancel();

        assertThat(cancelled).hasValue(1);
        assertThat(tally.left("inner", Outcome.CANCELLED)).isEqualTo(1);
        assertThat(tally.left("outer", Outcome.CANCELLED)).isEqualTo(1);
        tally.assertBalanced();
    }

    @Test
    void twoWithNothingBetween_areBothToldOfAFailure() {
        Loader inner = new Probed(
                request -> Uni.createFrom().failure(new IllegalStateException("broken")),
                tally.before("inner"),
                new VirtualTime());

        new Probed(inner, tally.before("outer"), new VirtualTime())
                .load(REQUEST)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .assertFailedWith(IllegalStateException.class);

        assertThat(tally.left("inner", Outcome.FAILED)).isEqualTo(1);
        assertThat(tally.left("outer", Outcome.FAILED)).isEqualTo(1);
        tally.assertBalanced();
    }

    private Loader probed(Loader layer) {
        return new Probed(layer, tally.before("layer"), new VirtualTime());
    }
}
