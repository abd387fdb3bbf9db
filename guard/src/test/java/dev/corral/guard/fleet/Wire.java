package dev.corral.guard.fleet;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.runtime.Lateness;
import dev.corral.guard.runtime.WaitLimit;
import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.Grant;
import dev.corral.guard.store.ReleaseReason;
import dev.corral.guard.store.SharedStore;
import dev.corral.guard.store.Watches;
import dev.corral.guard.testing.Machine;
import dev.corral.guard.testing.SyncedClock;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A node's data connection to the store that all nodes share. A command that was sent is executed even if its caller no
 * longer waits, or if its node is dead; a grant that arrives too late is released on arrival.
 */
final class Wire implements SharedStore, FleetLocks {

    static final Duration TIMEOUT = Duration.ofMillis(500);

    private final Machine machine;
    private final Clock clock;
    private final History store;
    private final Line there;
    private final Line back;
    private final Watches watches = new Watches();
    private int commands;

    Wire(Machine machine, History store, Line there, Line back) {
        this.machine = machine;
        this.clock = new SyncedClock(machine);
        this.store = store;
        this.there = there;
        this.back = back;
    }

    @Override
    public Uni<Entry> get(Key key) {
        return command(() -> store.get(key), late -> {});
    }

    @Override
    public Uni<Void> put(Key key, Entry entry) {
        return command(() -> store.put(key, entry), late -> {});
    }

    @Override
    public Uni<Void> invalidate(Key key) {
        return command(() -> store.invalidate(key), late -> {});
    }

    @Override
    public Uni<Grant> acquire(Ask ask) {
        return command(() -> store.acquire(ask), late -> releaseUnclaimed(ask, late));
    }

    private void releaseUnclaimed(Ask ask, Grant late) {
        if (late instanceof Grant.Granted granted) {
            release(ask.key(), new Lease(ask.token(), granted.fence()), ReleaseReason.NONE)
                    .subscribe()
                    .with(freed -> {}, left -> {});
        }
    }

    @Override
    public Uni<Publication> publish(Key key, Lease lease, Entry entry) {
        return command(() -> store.publish(key, lease, entry), late -> {});
    }

    @Override
    public Uni<Boolean> renew(Key key, Lease lease, Duration term) {
        return command(() -> store.renew(key, lease, term), late -> {});
    }

    @Override
    public Uni<Void> release(Key key, Lease lease, ReleaseReason reason) {
        return command(() -> store.release(key, lease, reason), late -> {});
    }

    /** Returns the store's time; the request does not count as a command. */
    Uni<Long> micros() {
        return ask(() -> Uni.createFrom().item(store::micros), late -> {});
    }

    @Override
    public Watch watch(Key key, Runnable wake) {
        return watches.add(key, wake);
    }

    void pushed(Key key) {
        watches.wake(key.toString());
    }

    void pushesAreBack() {
        watches.wakeAll();
    }

    /** The number of watches not yet closed. */
    int watching() {
        return watches.open();
    }

    int commands() {
        return commands;
    }

    private <T> Uni<T> command(Supplier<Uni<T>> command, Consumer<T> late) {
        commands++;
        return ask(command, late);
    }

    private <T> Uni<T> ask(Supplier<Uni<T>> command, Consumer<T> late) {
        return Uni.createFrom().emitter(emitter -> new Call<T>(emitter, late).send(command));
    }

    /** One command that waits for its reply, for a limited time. */
    private final class Call<T> {
        private final UniEmitter<? super T> emitter;
        private final Consumer<T> late;
        private final WaitLimit timeout =
                WaitLimit.startOn(machine, clock, Lateness.OF_TIMERS, TIMEOUT.toNanos(), this::giveUp);
        private boolean over;

        Call(UniEmitter<? super T> emitter, Consumer<T> late) {
            this.emitter = emitter;
            this.late = late;
            emitter.onTermination(this::end);
        }

        void send(Supplier<Uni<T>> command) {
            there.carry(() -> command.get().subscribe().with(this::reply));
        }

        private void reply(T item) {
            back.carry(() -> machine.receive(() -> arrived(item)));
        }

        private void arrived(T item) {
            if (over) {
                late.accept(item);
            } else {
                end();
                emitter.complete(item);
            }
        }

        private void giveUp() {
            end();
            emitter.fail(new LoadFailure.StoreUnavailable("no reply", null));
        }

        private void end() {
            over = true;
            timeout.cancel();
        }
    }
}
