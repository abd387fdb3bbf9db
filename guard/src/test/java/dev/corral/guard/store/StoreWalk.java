package dev.corral.guard.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.core.Limits;
import dev.corral.guard.store.FleetLocks.Ask;
import dev.corral.guard.store.Invariants.Write;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A random walk of a few processes that rebuild one key while its row changes, leases expire and writers invalidate.
 *
 * <p>The three invariants are checked after every step. The rows carry their version as text only, so that nothing but
 * the fence can keep them in order.
 */
final class StoreWalk {

    private static final Duration TERM = Duration.ofMinutes(5);

    /** The state of one process: the row that it is about to publish. */
    private static final class Process {
        private final String name;
        private Lease lease;
        private long read = -1;
        private int readAtStep;

        Process(int number) {
            name = "process-" + number;
        }
    }

    private final SharedStore store;
    private final FleetLocks locks;
    private final Key key;
    private final Runnable leaseRunsOut;
    private final Random random;
    private final List<Process> processes =
            IntStream.range(0, 3).mapToObj(Process::new).toList();
    private long origin = 1;
    private final Invariants invariants = new Invariants();

    StoreWalk(SharedStore store, FleetLocks locks, Key key, Runnable leaseRunsOut, long seed) {
        this.store = store;
        this.locks = locks;
        this.key = key;
        this.leaseRunsOut = leaseRunsOut;
        this.random = new Random(seed);
    }

    /** @return the number of publishes that were accepted: a walk without one proves nothing */
    int walk(int steps) {
        for (int step = 0; step < steps; step++) {
            step(step, processes.get(random.nextInt(processes.size())));
        }
        return invariants.stored();
    }

    private void step(int step, Process process) {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> acquire(process);
            case 5, 6, 7, 8, 9 -> read(step, process);
            case 10, 11, 12, 13, 14 -> publish(process);
            case 15, 16 -> origin++;
            case 17, 18 -> leaseRunsOut.run();
            default -> invalidate(step);
        }
    }

    private void acquire(Process process) {
        if (process.lease == null) {
            Grant grant = now(locks.acquire(new Ask(key, process.name, TERM, Long.MAX_VALUE, false)));
            process.lease = grant instanceof Grant.Granted(long fence) ? new Lease(process.name, fence) : null;
        }
    }

    private void read(int step, Process process) {
        if (process.lease != null && process.read < 0) {
            process.read = origin;
            process.readAtStep = step;
        }
    }

    private void publish(Process process) {
        if (process.read < 0) {
            return;
        }
        byte[] row = Long.toString(process.read).getBytes(UTF_8);
        Entry entry = new Entry(
                new Content.Value(row, "text/plain", 0), 0, 0, Limits.hard(Duration.ofHours(1)), Duration.ZERO);
        if (now(locks.publish(key, process.lease, entry)).accepted()) {
            invariants.stored(new Write(process.lease.fence(), process.read, process.readAtStep));
            assertThat(invariants.broken()).isEmpty();
        }
        process.lease = null;
        process.read = -1;
    }

    private void invalidate(int step) {
        now(store.invalidate(key));
        invariants.invalidated(step);
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(5));
    }
}
