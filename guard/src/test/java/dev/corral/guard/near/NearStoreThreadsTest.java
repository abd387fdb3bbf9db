package dev.corral.guard.near;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.near.NearEntry.Trust;
import dev.corral.guard.near.NearStore.Epoch;
import dev.corral.guard.testing.Recorder;
import dev.corral.guard.testing.VirtualTime;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The near store on two real threads that start every round together: one stores the row that it read, the other one
 * reports a change.
 */
class NearStoreThreadsTest {

    private static final int ROUNDS = 50_000;
    private static final int OFFSETS = 32;
    private static final Key KEY = new Key("c", "k");

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final VirtualTime time = new VirtualTime();
    private final NearStore nearStore = new NearStore(1 << 20, time, cache -> new Recorder());
    private final AtomicLong store = new AtomicLong();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong checked = new AtomicLong();
    private final AtomicLong told = new AtomicLong();
    private final AtomicLong looked = new AtomicLong();

    @BeforeEach
    void changes_are_told() {
        nearStore.allChanged();
    }

    @AfterEach
    void stop() {
        thread.shutdownNow();
    }

    @Test
    void nothingOlder_liesThereOnceAChangeIsTold() throws Exception {
        assertThat(outdated(this::keep, this::change)).isZero();
    }

    @Test
    void nothingOlder_isTrustedOnceEverythingMayHaveChanged() throws Exception {
        assertThat(outdated(this::keep, this::loseAndReturn)).isZero();
    }

    /**
     * The control: if the check and the storing are two steps, a change can happen between them, and the old value
     * stays.
     */
    @Test
    void checkingBeforeEntering_leavesOlderEntriesBehind() throws Exception {
        assertThat(outdated(this::checkThenKeep, this::changeAfterTheCheck)).isEqualTo(ROUNDS);
    }

    private void change() {
        store.incrementAndGet();
        nearStore.changed(KEY);
    }

    private void changeAfterTheCheck() {
        await(checked, begun.get());
        change();
    }

    private void loseAndReturn() {
        store.incrementAndGet();
        nearStore.lost();
        nearStore.allChanged();
    }

    private void keep() {
        Epoch epoch = nearStore.epoch(KEY);
        Entry read = read();
        spin(begun.get() / OFFSETS % OFFSETS);
        nearStore.keep(KEY, read, epoch);
    }

    private void checkThenKeep() {
        Epoch epoch = nearStore.epoch(KEY);
        Entry read = read();
        boolean unchanged = nearStore.epoch(KEY).equals(epoch);
        checked.set(begun.get());
        await(told, begun.get());
        if (unchanged) {
            nearStore.keep(KEY, read, nearStore.epoch(KEY));
        }
    }

    private Entry read() {
        Content row = new Content.Value(new byte[0], "text/plain", store.get());
        return new Entry(row, 1, time.micros(), Limits.hard(Duration.ofHours(1)), Duration.ZERO);
    }

    /** Returns the number of rounds after which a version older than the reported one was trusted. */
    private int outdated(Runnable reader, Runnable teller) throws Exception {
        Future<Integer> outdated = thread.submit(() -> outdatedLooks(reader));
        for (long round = 1; round <= ROUNDS; round++) {
            await(begun, round);
            spin(round % OFFSETS);
            teller.run();
            told.set(round);
            await(looked, round);
        }
        return outdated.get(10, TimeUnit.SECONDS);
    }

    private int outdatedLooks(Runnable reader) {
        int outdated = 0;
        for (long round = 1; round <= ROUNDS; round++) {
            begun.set(round);
            reader.run();
            await(told, round);
            outdated += trustedVersion() < round ? 1 : 0;
            looked.set(round);
        }
        return outdated;
    }

    /** Spins, so that the two threads meet at another point in every round. */
    private static void spin(long times) {
        for (long each = 0; each < times; each++) {
            Thread.onSpinWait();
        }
    }

    private static void await(AtomicLong counter, long value) {
        for (int spins = 0; counter.get() < value; spins++) {
            if (spins < 1_000) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    /** Returns the version of the trusted entry; the highest number if there is none. */
    private long trustedVersion() {
        NearEntry shelved = nearStore.get(KEY);
        return shelved == null || nearStore.trust(shelved) != Trust.TRUSTED
                ? Long.MAX_VALUE
                : ((Content.Value) shelved.entry().content()).version();
    }
}
