package dev.corral.lab.fault;

import dev.corral.guard.core.Answer;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** The callers of one shared load, most of whom cancel in random order before the load ends. */
final class Crowd {

    private final List<Cancellable> leaving = new ArrayList<>();
    private UniEmitter<? super Answer> load;
    private int loads;
    private int unanswered;
    private boolean loadEnded;
    private long leaveNanos;

    /** @param sharing turns a load into one that all its subscribers share */
    Crowd(int leavers, int stayers, UnaryOperator<Uni<Answer>> sharing) {
        Uni<Answer> shared = sharing.apply(Uni.createFrom().<Answer>emitter(this::begin));
        // The callers that stay subscribe first, so that the load is started for one of them.
        unanswered = stayers;
        for (int each = 0; each < stayers; each++) {
            shared.subscribe().with(answer -> unanswered--);
        }
        for (int each = 0; each < leavers; each++) {
            leaving.add(shared.subscribe().with(answer -> {}));
        }
        Collections.shuffle(leaving, new Random(leavers));
    }

    private void begin(UniEmitter<? super Answer> emitter) {
        loads++;
        load = emitter;
        emitter.onTermination(() -> loadEnded = unanswered > 0);
    }

    void leave() {
        long beforeNanos = cpuNanos();
        leaving.forEach(Cancellable::cancel);
        leaveNanos = cpuNanos() - beforeNanos;
    }

    /** Completes the load for the callers that are still subscribed. */
    void land(Answer answer) {
        load.complete(answer);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** The processor time of all cancellations; other busy processes do not affect it. */
    long leaveNanos() {
        return leaveNanos;
    }

    int loads() {
        return loads;
    }

    /** Whether the load was ended while a caller still waited for it. */
    boolean loadEnded() {
        return loadEnded;
    }

    int unanswered() {
        return unanswered;
    }
}
