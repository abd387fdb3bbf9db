package dev.corral.node.tolerance;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A call that can be ended from outside while a guard of SmallRye Fault Tolerance runs it. Such a guard keeps no handle
 * on the Uni that it calls: neither its timeout nor a caller who leaves would ever reach the exchange.
 */
final class Leash<T> {

    private Cancellable call = () -> {};
    private UniEmitter<? super T> guard;
    private boolean ended;

    private Leash() {}

    /** What the guard makes of the call; the call ends with the outcome, or with the caller. */
    static <T> Uni<T> run(Function<Supplier<Uni<T>>, Uni<T>> guard, Supplier<Uni<T>> call) {
        return Uni.createFrom().deferred(() -> {
            Leash<T> leash = new Leash<>();
            return guard.apply(() -> leash.hold(call)).onTermination().invoke(leash::end);
        });
    }

    /** The guard may come back to the call later, when its caller has left already. */
    private Uni<T> hold(Supplier<Uni<T>> source) {
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

    private void keep(Cancellable running, UniEmitter<? super T> emitter) {
        synchronized (this) {
            call = running;
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
        UniEmitter<? super T> waiting;
        synchronized (this) {
            ended = true;
            running = call;
            waiting = guard;
        }
        running.cancel();
        if (waiting != null) {
            waiting.complete(null);
        }
    }
}
