package dev.corral.guard.gate;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops.Home;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A layer that limits the loads in progress at the origin; hits never reach it. It is outside the timeout: a permit is
 * returned when the exchange with the origin has ended, because an abandoned query still costs the origin its work. It
 * is returned earlier if the whole response has arrived: a response that waits for its event loop costs the origin
 * nothing.
 */
public final class Gate implements Loader {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Loader next;
    private final Permits permits;
    private final Environment environment;
    private final Events events;

    public Gate(Loader next, Permits permits, Environment environment, Events events) {
        this.next = next;
        this.permits = permits;
        this.environment = environment;
        this.events = events;
    }

    @Override
    public Uni<Answer> load(Request request) {
        return Uni.createFrom().emitter(emitter -> {
            Admission admission = new Admission(request, emitter);
            emitter.onTermination(admission::leave);
            switch (permits.request(admission)) {
                case IN -> admission.load();
                case QUEUED -> {}
                case FULL -> emitter.fail(shed());
            }
        });
    }

    private LoadFailure shed() {
        events.happened(Event.SHED);
        if (environment.lateness().isProcessLate()) {
            events.happened(Event.SHED_LATE);
            return LoadFailure.Shed.late(
                    "the gate and its queue are full, and this process is late: it may not have read responses of the"
                            + " origin that have arrived",
                    RETRY_AFTER);
        }
        return new LoadFailure.Shed("the gate and its queue are full", RETRY_AFTER);
    }

    /** A load that requests, holds and returns a permit. */
    private final class Admission implements Permits.Entrant {
        private final Request request;
        private final UniEmitter<? super Answer> emitter;
        private final Home home = environment.loops().home();
        private final AtomicBoolean permit = new AtomicBoolean();
        private volatile boolean left;
        private volatile Cancellable exchange = () -> {};

        Admission(Request request, UniEmitter<? super Answer> emitter) {
            this.request = request;
            this.emitter = emitter;
        }

        @Override
        public boolean gone() {
            boolean late = request.deadlineNanos() != Long.MAX_VALUE
                    && environment.clock().passed(request.deadlineNanos());
            return left
                    || request.callers().gone()
                    || (late && !request.purpose().refresh());
        }

        @Override
        public Object loop() {
            return home.loop();
        }

        @Override
        public void enter() {
            atHome(() -> {
                permits.entered(this);
                load();
            });
        }

        /** A permit is returned by other event loops, which must do no work of this load's caller. */
        @Override
        public void dropped() {
            events.happened(Event.DROPPED);
            atHome(() -> emitter.fail(new LoadFailure.DeadlineExceeded()));
        }

        private void atHome(Runnable task) {
            home.loop().execute(() -> home.context().execute(task));
        }

        /**
         * Starts the load. The caller may cancel at any moment, from any thread, so {@code left} is checked after each
         * step that could have missed it.
         */
        void load() {
            permit.set(true);
            if (left) {
                giveBack();
                return;
            }
            exchange =
                    next.load(request.announcedTo(this::giveBack)).subscribe().with(this::answered, this::failed);
            if (left) {
                leave();
            }
        }

        private void answered(Answer answer) {
            giveBack();
            emitter.complete(answer);
        }

        private void failed(Throwable failure) {
            giveBack();
            emitter.fail(failure);
        }

        /** Ends the exchange, which frees the permit; if the exchange has ended by itself, nothing is left to do. */
        void leave() {
            left = true;
            exchange.cancel();
            giveBack();
        }

        private void giveBack() {
            if (permit.compareAndSet(true, false)) {
                permits.leave();
            }
        }
    }
}
