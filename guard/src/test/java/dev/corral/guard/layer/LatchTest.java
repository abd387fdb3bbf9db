package dev.corral.guard.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Environment;
import dev.corral.guard.core.EventLoops;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatchTest {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final Latch latch = new Latch(new Environment(time, time, () -> 0.5, EventLoops.INLINE));

    @Test
    void wakeBeforeTheSleep_endsItAtOnce() {
        latch.arm();
        latch.wake();
        sleep().assertCompleted();
    }

    @Test
    void wakeBeforeTheArming_isForgotten() {
        latch.wake();
        latch.arm();
        UniAssertSubscriber<Void> sleeper = sleep().assertNotTerminated();
        time.advance(LONGEST);
        sleeper.assertCompleted();
    }

    /** The second sleep begins while the first one still ends, as it does when the store answers at once. */
    @Test
    void secondSleepBeforeTheEndOfTheFirst_endsAfterItsTime() {
        UniAssertSubscriber<Void> sleeper = sleepTwice();
        time.advance(LONGEST);
        sleeper.assertNotTerminated();
        time.advance(LONGEST);
        sleeper.assertCompleted();
    }

    @Test
    void secondSleepBeforeTheEndOfTheFirst_isWoken() {
        UniAssertSubscriber<Void> sleeper = sleepTwice();
        latch.wake();
        sleeper.assertNotTerminated();
        latch.wake();
        sleeper.assertCompleted();
    }

    @Test
    void cancelledSleep_leavesNoTimer() {
        sleep().cancel();
        assertThat(time.pending()).isZero();
    }

    private UniAssertSubscriber<Void> sleep() {
        return latch.sleep(LONGEST).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private UniAssertSubscriber<Void> sleepTwice() {
        Uni<Void> twice = latch.sleep(LONGEST).onItem().transformToUni(ignored -> {
            latch.arm();
            return latch.sleep(LONGEST);
        });
        return twice.subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
