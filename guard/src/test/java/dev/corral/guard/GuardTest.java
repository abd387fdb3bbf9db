package dev.corral.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.core.Request;
import dev.corral.guard.near.Shelf;
import dev.corral.guard.probe.Event;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops;
import dev.corral.guard.store.MemoryStore;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.Recorder;
import dev.corral.guard.testing.Tally;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The usual chain, as somebody puts it together who uses the library. */
class GuardTest {

    private static final Key KEY = new Key("c", "k");
    private static final Duration TTL = Duration.ofSeconds(10);
    private static final Loader ORIGIN = request -> Uni.createFrom().item(Answer.loaded(HeldOrigin.row("v")));

    private final VirtualTime time = new VirtualTime();
    private final MemoryStore store = new MemoryStore(time, () -> 0.5);
    private final Recorder events = new Recorder();
    private final Tally tally = new Tally();
    private final Shelf shelf = new Shelf(1 << 20, time, cache -> events);

    /** Draws what makes the longest lead. */
    private final Environment environment = new Environment(time, time, () -> 0.999_999, EventLoops.INLINE);

    @AfterEach
    void nothing_is_left_over() {
        tally.assertBalanced();
        assertThat(time.pending()).as("timers").isZero();
    }

    @Test
    void guardWithoutAShelf_answers_from_the_store() {
        Loader chain = guard().over(ORIGIN);
        get(chain);
        assertThat(get(chain).source()).isEqualTo(Source.STORE);
    }

    @Test
    void guardWithAShelf_answers_near() {
        shelf.allChanged();
        Loader chain = guard().near(shelf).over(ORIGIN);
        get(chain);
        assertThat(get(chain).source()).isEqualTo(Source.NEAR);
    }

    @Test
    void guardWithABeta_reloads_early_and_without_it_does_not() {
        Loader late = guard().over(this::slow);
        get(late);
        time.advance(TTL.multipliedBy(9).dividedBy(10));
        get(late);
        assertThat(events.count(Event.EARLY_REFRESH)).isZero();

        get(guard().beta(1).over(this::slow));

        assertThat(events.count(Event.EARLY_REFRESH)).isEqualTo(1);
        assertThat(tally.entered("origin", Purpose.EARLY_REFRESH)).isEqualTo(1);
    }

    private Uni<Answer> slow(Request request) {
        time.advance(Duration.ofMillis(400));
        return ORIGIN.load(request);
    }

    private Guard guard() {
        return Guard.on(store, environment).ttl(TTL).jitter(0).report(events, tally);
    }

    private static Answer get(Loader chain) {
        return chain.load(Request.of(KEY)).await().indefinitely();
    }
}
