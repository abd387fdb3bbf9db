package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.runtime.Lateness;
import dev.corral.guard.testing.Machine;
import dev.corral.guard.testing.SyncedClock;
import dev.corral.guard.testing.VirtualTime;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The deadlines of calls on an event loop that is late: it is busy while its machine is paused. */
class DeadlinesTest {

    private static final Duration LIMIT = Duration.ofMillis(500);

    private final VirtualTime time = new VirtualTime();
    private final Machine loop = new Machine(time, 0, 7);
    private final Clock clock = new SyncedClock(loop);
    private final AtomicInteger missed = new AtomicInteger();
    private final Deadlines deadlines = deadlines(Lateness.OF_TIMERS);

    @Test
    void callWithoutReply_failsAtItsDeadline() {
        UniAssertSubscriber<Response> caller = send(deadlines);

        time.advance(LIMIT.minusNanos(1));
        caller.assertNotTerminated();
        time.advance(Duration.ofNanos(1));

        caller.assertFailedWith(StoreUnavailable.class, "no reply within 500 ms");
        assertThat(missed).hasValue(1);
    }

    @Test
    void replyThatIsReadAfterALateTimer_isTheAnswer() {
        Sent sent = new Sent(deadlines);
        stopLoopFor(Duration.ofSeconds(1));
        sent.caller.assertNotTerminated();

        sent.call.answer(null);
        time.advance(Duration.ofMinutes(1));

        sent.caller.assertCompleted();
        assertThat(loop.pending()).as("timers").isZero();
    }

    /** The control: the call fails before the loop has read the reply. */
    @Test
    void latenessThatIsIgnored_failsTheCallBeforeItsReplyIsRead() {
        UniAssertSubscriber<Response> caller = send(deadlines(Lateness.IGNORED));

        stopLoopFor(Duration.ofSeconds(1));

        caller.assertFailedWith(StoreUnavailable.class, "no reply within 500 ms");
    }

    @Test
    void replyThatDoesNotArrive_failsTheCallAfterAsMuchTimeAsTheLoopWasLate() {
        UniAssertSubscriber<Response> caller = send(deadlines);
        stopLoopFor(Duration.ofMillis(800));

        time.advance(Duration.ofMillis(299));
        caller.assertNotTerminated();
        time.advance(Duration.ofMillis(1));

        caller.assertFailedWith(StoreUnavailable.class);
    }

    @Test
    void callThatIsDueDuringTheExtension_failsAtItsEnd() {
        send(deadlines);
        time.advance(Duration.ofMillis(450));
        UniAssertSubscriber<Response> later = send(deadlines);
        stopLoopFor(Duration.ofMillis(450));
        later.assertNotTerminated();

        time.advance(Duration.ofMillis(400));

        later.assertFailedWith(StoreUnavailable.class);
        assertThat(missed).hasValue(1);
    }

    /** Each call gets more time once: the first one has had it, the reply of the second one may wait to be read. */
    @Test
    void loopThatIsLateAgain_failsOnlyTheCallsThatWereExtendedBefore() {
        UniAssertSubscriber<Response> first = send(deadlines);
        stopLoopFor(Duration.ofMillis(600));
        Sent second = new Sent(deadlines);
        stopLoopFor(Duration.ofMillis(700));

        first.assertFailedWith(StoreUnavailable.class);
        second.caller.assertNotTerminated();
        second.call.answer(null);
        second.caller.assertCompleted();
        time.advance(Duration.ofMinutes(1));
        assertThat(loop.pending()).as("timers").isZero();
    }

    /** A second timer would arm itself again and again, and judge the lateness of calls by the time of another one. */
    @Test
    void callThatIsAddedWhileAnotherFails_startsNoSecondTimer() {
        Call<Response> failing =
                new Call<>(Call.Ask.plain(Request.cmd(Command.PING), reply -> reply), new AddsAnother(deadlines));
        deadlines.add(failing);
        stopLoopFor(Duration.ofMillis(600));
        send(deadlines);
        stopLoopFor(Duration.ofMillis(700));

        assertThat(failing.over()).isTrue();
        assertThat(loop.pending()).as("timers").isEqualTo(1);
        time.advance(Duration.ofMinutes(1));
        assertThat(loop.pending()).as("timers").isZero();
    }

    @Test
    void lateTimerWithoutADueCall_decidesNothing() {
        Sent sent = new Sent(deadlines);
        time.advance(Duration.ofMillis(100));
        sent.call.answer(null);

        stopLoopFor(Duration.ofSeconds(1));

        assertThat(missed).hasValue(0);
    }

    @Test
    void callThatIsAddedAgain_keepsItsDeadline() {
        Sent sent = new Sent(deadlines);
        long due = sent.call.deadlineNanos();
        time.advance(Duration.ofMillis(100));

        deadlines.add(sent.call);

        assertThat(sent.call.deadlineNanos()).isEqualTo(due);
        time.advance(Duration.ofMillis(400));
        sent.caller.assertFailedWith(StoreUnavailable.class);
    }

    private Deadlines deadlines(Lateness lateness) {
        return new Deadlines(
                new Deadlines.Timers(loop, Runnable::run), clock, LIMIT, lateness, missed::incrementAndGet);
    }

    private static UniAssertSubscriber<Response> send(Deadlines deadlines) {
        return new Sent(deadlines).caller;
    }

    private void stopLoopFor(Duration pause) {
        loop.pause();
        time.advance(pause);
        loop.resume();
    }

    /** A caller that sends another command when its own one fails. */
    private record AddsAnother(Deadlines deadlines) implements UniSubscriber<Response> {

        @Override
        public void onSubscribe(UniSubscription subscription) {}

        @Override
        public void onItem(Response item) {}

        @Override
        public void onFailure(Throwable failure) {
            send(deadlines);
        }
    }

    private static final class Sent {
        private final UniAssertSubscriber<Response> caller = UniAssertSubscriber.create();
        private final Call<Response> call =
                new Call<>(Call.Ask.plain(Request.cmd(Command.PING), reply -> reply), caller);

        Sent(Deadlines deadlines) {
            caller.onSubscribe(call);
            deadlines.add(call);
        }
    }
}
