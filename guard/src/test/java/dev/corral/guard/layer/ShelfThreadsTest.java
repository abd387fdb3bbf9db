package dev.corral.guard.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.layer.Shelf.Epoch;
import dev.corral.guard.layer.Shelved.Trust;
import dev.corral.guard.testing.Recorder;
import dev.corral.guard.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shelf on real threads that start together: readers that keep what they read, and one who tells of changes. */
class ShelfThreadsTest {

    private static final int READERS = 3;
    private static final long CHANGES = 500_000;
    private static final Key KEY = new Key("c", "k");

    private final ExecutorService threads = Executors.newFixedThreadPool(READERS + 1);
    private final VirtualTime time = new VirtualTime();
    private final Shelf shelf = new Shelf(1 << 20, time, cache -> new Recorder());
    private final AtomicLong store = new AtomicLong();
    private final AtomicLong told = new AtomicLong();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void nothingOlder_lies_there_once_a_change_is_told() throws Exception {
        shelf.allChanged();
        assertThat(outdated(this::keep, this::change)).isZero();
    }

    @Test
    void nothingOlder_is_trusted_once_everything_may_have_changed() throws Exception {
        shelf.allChanged();
        assertThat(outdated(this::keep, this::loseAndReturn)).isZero();
    }

    /** The control: who looks at the epoch first and enters afterwards lets an old value in. */
    @Test
    void checkingBeforeEntering_leaves_older_entries_behind() throws Exception {
        shelf.allChanged();
        assertThat(outdated(this::checkThenKeep, this::change)).isPositive();
    }

    private void change() {
        long version = store.incrementAndGet();
        shelf.changed(KEY);
        told.set(version);
    }

    private void loseAndReturn() {
        long version = store.incrementAndGet();
        shelf.lost();
        shelf.allChanged();
        told.set(version);
    }

    private void keep() {
        Epoch epoch = shelf.epoch(KEY);
        shelf.keep(KEY, read(), epoch);
    }

    private void checkThenKeep() {
        Epoch epoch = shelf.epoch(KEY);
        Entry read = read();
        if (shelf.epoch(KEY).equals(epoch)) {
            shelf.keep(KEY, read, shelf.epoch(KEY));
        }
    }

    private Entry read() {
        Content row = new Content.Value(new byte[0], "text/plain", store.get());
        return new Entry(row, 1, time.micros(), Limits.hard(Duration.ofHours(1)), Duration.ZERO);
    }

    /** How often something older was trusted than what had been told of before the look. */
    private long outdated(Runnable reader, Runnable changer) throws Exception {
        CyclicBarrier start = new CyclicBarrier(READERS + 1);
        List<Future<Long>> looks = new ArrayList<>();
        for (int each = 0; each < READERS; each++) {
            looks.add(threads.submit(() -> {
                start.await(10, TimeUnit.SECONDS);
                return outdatedLooks(reader);
            }));
        }
        start.await(10, TimeUnit.SECONDS);
        while (store.get() < CHANGES) {
            changer.run();
        }
        long outdated = 0;
        for (Future<Long> each : looks) {
            outdated += each.get(30, TimeUnit.SECONDS);
        }
        return outdated;
    }

    private long outdatedLooks(Runnable reader) {
        long outdated = 0;
        while (store.get() < CHANGES) {
            reader.run();
            long toldBefore = told.get();
            outdated += trustedVersion() < toldBefore ? 1 : 0;
        }
        return outdated;
    }

    /** The newest where there is none. */
    private long trustedVersion() {
        Shelved shelved = shelf.get(KEY);
        return shelved == null || shelf.trust(shelved) != Trust.TRUSTED
                ? Long.MAX_VALUE
                : ((Content.Value) shelved.entry().content()).version();
    }
}
