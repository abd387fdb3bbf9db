package dev.corral.lab.trial;

import dev.corral.lab.fleet.NodeClient.Reading;
import dev.corral.lab.fleet.NodeClient;
import dev.corral.lab.load.CacheStatus;
import dev.corral.lab.load.KeyClass;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** One row that all nodes hold, written anew through one of them while the others read it. */
final class Rewrite {

    private static final int SETTLING_READS = 8;
    private static final int READS_AFTER = 3;
    private static final int MOST_READS = 2_000;
    /** Leaves the processor to the write that is waited for. */
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

    /** @param number of the row; decides through which node it is written */
    Rewrite(Bench bench, String cache, int number) {
        this.client = bench.client();
        this.nodes = bench.nodes();
        this.cache = cache;
        this.writer = number % nodes;
        this.id = KeyClass.PRODUCT.id(bench.freshKeys(1));
    }

    /** Until every node answers it by itself, or will not. */
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

    /** How many other nodes' reads claim that the old row is fresh. */
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

    /** Old answers of a node that had given a new one. */
    long oldAgain() {
        return oldAgain.get();
    }

    /** Nodes that answered the old row by themselves before it was written. */
    int near() {
        return near;
    }
}
