package dev.corral.lab.trial;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.NodeClient;
import dev.corral.lab.fleet.NodeClient.Reading;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.KeyClass;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A row that all nodes hold and that is written through one of them while the others read it. */
final class Rewrite {

    private static final int SETTLING_READS = 8;
    private static final int READS_AFTER = 3;
    private static final int MOST_READS = 2_000;
    /** The interval between reads, which leaves the processor to the write that is measured. */
    private static final long BETWEEN_READS_NANOS = 500_000;

    private final NodeClient client;
    private final int nodes;
    private final String cache;
    private final int writer;
    private final String id;
    private final AtomicLong lastOldNanos = new AtomicLong();
    private final AtomicLong oldAgain = new AtomicLong();
    private String oldRow;
    private int near;

    /** @param number the number of the row, which determines the node through which it is written */
    Rewrite(Stage stage, String cache, int number) {
        this.client = stage.client();
        this.nodes = stage.nodes();
        this.cache = cache;
        this.writer = number % nodes;
        this.id = KeyClass.PRODUCT.id(stage.freshKeys(1));
    }

    /**
     * Reads the row on every node until the node serves it from its near cache, or until the limit on reads is reached.
     */
    void settle() {
        near = 0;
        for (int node = 0; node < nodes; node++) {
            Reading reading = read(node);
            for (int more = 1; more < SETTLING_READS && reading.cacheStatus() != CacheStatus.NEAR; more++) {
                reading = read(node);
            }
            near += reading.cacheStatus() == CacheStatus.NEAR ? 1 : 0;
            oldRow = reading.body();
        }
    }

    void writeAndWatch() throws InterruptedException {
        List<Thread> watchers = new ArrayList<>();
        long sentNanos = System.nanoTime();
        for (int node = 0; node < nodes; node++) {
            int each = node;
            if (node != writer) {
                watchers.add(Thread.startVirtualThread(() -> watch(each, sentNanos)));
            }
        }
        write();
        for (Thread watcher : watchers) {
            watcher.join();
        }
        countOld(writer);
    }

    private void watch(int node, long sentNanos) {
        for (int reads = 0; reads < MOST_READS && isOld(read(node)); reads++) {
            lastOldNanos.accumulateAndGet(System.nanoTime() - sentNanos, Math::max);
            LockSupport.parkNanos(BETWEEN_READS_NANOS);
        }
        countOld(node);
    }

    private void countOld(int node) {
        for (int each = 0; each < READS_AFTER; each++) {
            if (isOld(read(node))) {
                oldAgain.incrementAndGet();
            }
        }
    }

    void write() {
        client.write(writer, cache, id, "written anew: " + id);
    }

    /** The number of reads on the other nodes that return the old row as fresh. */
    long oldAndFresh() {
        long count = 0;
        for (int each = 1; each < nodes * READS_AFTER; each++) {
            Reading reading = read((writer + each) % nodes);
            count += isOld(reading) && reading.cacheStatus() != CacheStatus.STALE ? 1 : 0;
        }
        return count;
    }

    private Reading read(int node) {
        return client.read(node, cache, id);
    }

    private boolean isOld(Reading reading) {
        return reading.body().equals(oldRow);
    }

    double lastOldMillis() {
        return lastOldNanos.get() / 1e6;
    }

    /** The number of responses with the old row from a node that had already returned the new one. */
    long oldAgain() {
        return oldAgain.get();
    }

    /** The number of nodes that served the old row from their near cache before it was written. */
    int near() {
        return near;
    }
}
