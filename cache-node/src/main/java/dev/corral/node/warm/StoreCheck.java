package dev.corral.node.warm;

import dev.corral.guard.runtime.Environment;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sends the shared store a command that changes nothing, until it responds quickly.
 *
 * <p>It runs before the first load of a process. While the process still connects and loads its code, the store's
 * responses arrive too late, and a load whose lock command is not answered in time continues without a lock.
 */
public final class StoreCheck {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Supplier<Uni<?>> question;
    private final Duration quick;
    private final Duration limit;
    private final Environment environment;

    /**
     * @param quick the longest response time that counts as quick
     * @param limit the time after which it ends in any case, because a store may be dead
     */
    public StoreCheck(Supplier<Uni<?>> question, Duration quick, Duration limit, Environment environment) {
        this.question = question;
        this.quick = quick;
        this.limit = limit;
        this.environment = environment;
    }

    void run(Runnable over) {
        ask(over, now() + limit.toNanos());
    }

    private void ask(Runnable over, long endNanos) {
        long askedNanos = now();
        question.get()
                .subscribe()
                .with(answer -> judge(now() - askedNanos, over, endNanos), failure -> again(over, endNanos));
    }

    private void judge(long tookNanos, Runnable over, long endNanos) {
        if (tookNanos <= quick.toNanos()) {
            over.run();
        } else {
            again(over, endNanos);
        }
    }

    private void again(Runnable over, long endNanos) {
        if (environment.clock().passed(endNanos)) {
            over.run();
        } else {
            Runnable next = () -> environment.loops().detached(() -> ask(over, endNanos));
            environment.scheduler().schedule(next, PAUSE.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private long now() {
        return environment.clock().nanos();
    }
}
