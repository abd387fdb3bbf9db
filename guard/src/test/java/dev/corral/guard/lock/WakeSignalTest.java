package dev.corral.guard.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WakeSignalTest {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final WakeSignal signal = new WakeSignal(new Environment(time, time, () -> 0.5, EventLoops.INLINE));

    @Test
    void wakeBeforeTheSleep_endsItAtOnce() {
        signal.arm();
        signal.wake();
        sleep().assertCompleted();
    }

    @Test
    void wakeBeforeTheArming_isForgotten() {
        signal.wake();
        signal.arm();
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
        signal.wake();
        sleeper.assertNotTerminated();
        signal.wake();
        sleeper.assertCompleted();
    }

    @Test
    void cancelledSleep_leavesNoTimer() {
        sleep().cancel();
        assertThat(time.pending()).isZero();
    }

    private UniAssertSubscriber<Void> sleep() {
        return signal.sleep(LONGEST).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private UniAssertSubscriber<Void> sleepTwice() {
        Uni<Void> twice = signal.sleep(LONGEST).onItem().transformToUni(ignored -> {
            signal.arm();
            return signal.sleep(LONGEST);
        });
        return twice.subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
