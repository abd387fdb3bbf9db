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

    private Loader probed(Loader layer) {
        return new Probed(layer, tally.before("layer"), new VirtualTime());
    }
}
