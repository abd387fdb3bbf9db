package dev.corral.guard.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Key;
import dev.corral.guard.probe.Event;
import dev.corral.guard.store.MemoryStore;
import dev.corral.guard.store.SharedStore;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.Node;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** single-flight -> look-again: the reply to a read that missed before a fill arrives after its flight has ended. */
class LookAgainTest {

    private static final Key KEY = new Key("c", "k");

    private final VirtualTime time = new VirtualTime();
    private final MemoryStore memory = new MemoryStore(time, () -> 0.5);
    private final HeldOrigin origin = new HeldOrigin();
    private Duration answerDelay = Duration.ZERO;

    @Test
    void lateMiss_findsTheFillWhenTheLeaderLooksAgain() {
        Node node = node("lookup", "single-flight", "look-again", "fill");

        assertThat(HeldOrigin.text(missThatArrivesAfterTheFill(node))).isEqualTo("v");

        assertThat(origin.queries()).isEqualTo(1);
        assertThat(node.events.count(Event.FOUND_AGAIN)).isEqualTo(1);
    }

    @Test
    void withoutLookingAgain_theLateMissLoadsASecondTime() {
        missThatArrivesAfterTheFill(node("lookup", "single-flight", "fill"));

        assertThat(origin.queries()).isEqualTo(2);
    }

    private Answer missThatArrivesAfterTheFill(Node node) {
        node.get(KEY);
        time.settle();
        answerDelay = Duration.ofMillis(10);
        UniAssertSubscriber<Answer> late = node.get(KEY);
        answerDelay = Duration.ZERO;
        origin.answer("v");
        assertThat(node.flights.size()).isZero();
        time.advance(Duration.ofMillis(10));
        time.settle();
        origin.answer("v");
        return late.assertCompleted().getItem();
    }

    private Node node(String... layers) {
        SharedStore slow = new SharedStore() {
            @Override
            public Uni<dev.corral.guard.core.Entry> get(Key key) {
                Duration delay = answerDelay;
                return memory.get(key)
                        .onItemOrFailure()
                        .call(() -> Uni.createFrom()
                                .<Void>emitter(emitter -> time.schedule(
                                        () -> emitter.complete(null), delay.toNanos(), TimeUnit.NANOSECONDS)));
            }

            @Override
            public Uni<Void> put(Key key, dev.corral.guard.core.Entry entry) {
                return memory.put(key, entry);
            }

            @Override
            public Uni<Void> invalidate(Key key) {
                return memory.invalidate(key);
            }
        };
        return new Node(slow, memory, origin, Node.virtual(time, 1), layers);
    }
}
