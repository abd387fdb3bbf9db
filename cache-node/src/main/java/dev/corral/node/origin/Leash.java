package dev.corral.node.origin;

import dev.corral.guard.core.Answer;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.function.Supplier;

/**
 * A load that can be ended from outside while a guard of SmallRye Fault Tolerance runs it. Such a guard keeps no handle
 * on the Uni that it calls: neither its timeout nor a caller who leaves would ever reach the exchange.
 */
final class Leash {

    private Cancellable load = () -> {};
    private UniEmitter<? super Answer> guard;
    private boolean ended;

    private Leash() {}

    /** What the guard makes of the load; the load ends with the outcome, or with the caller. */
    static Uni<Answer> run(TypedGuard<Uni<Answer>> guard, Supplier<Uni<Answer>> load) {
        return Uni.createFrom().deferred(() -> {
            Leash leash = new Leash();
            return guard.get(() -> leash.hold(load)).onTermination().invoke(leash::end);
        });
    }

    /** The guard may come back to the load later, when its caller has left already. */
    private Uni<Answer> hold(Supplier<Uni<Answer>> source) {
        return Uni.createFrom().emitter(emitter -> {
            if (isEnded()) {
                emitter.complete(null);
                return;
            }
            Cancellable running = source.get().subscribe().with(emitter::complete, emitter::fail);
            keep(running, emitter);
        });
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    private void keep(Cancellable running, UniEmitter<? super Answer> emitter) {
        synchronized (this) {
            load = running;
            guard = emitter;
            if (!ended) {
                return;
            }
        }
        end();
    }

    /** The guard is told too, of nothing that counts: a breaker would wait for ever for the outcome of its trial. */
    private void end() {
        Cancellable running;
        UniEmitter<? super Answer> waiting;
        synchronized (this) {
            ended = true;
            running = load;
            waiting = guard;
        }
        running.cancel();
        if (waiting != null) {
            waiting.complete(null);
        }
    }
}
