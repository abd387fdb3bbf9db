package dev.corral.lab.fault;

import dev.corral.lab.load.AnswerCheck;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.Driver;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Sample;
import dev.corral.lab.scenario.Rung;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads of new keys in rounds over a few connections. Each round ends before the next one begins, so that even on a
 * slow machine few reads are in progress and none of them fails for lack of processor time.
 */
final class BoundedReads implements AutoCloseable {

    static final int A_ROUND = 100;
    static final int PER_SECOND = 200;

    private static final int NODES = 1;

    private final Driver driver;
    private final AnswerCheck truth = new AnswerCheck();
    private final List<Sample> samples = new ArrayList<>();
    private int next;

    /**
     * @param port the port of the node, or of the origin itself
     * @param first the number of the first key
     */
    BoundedReads(int port, int connections, int first) {
        this.driver = new Driver(List.of(port), connections);
        this.next = first;
    }

    void round() throws InterruptedException {
        List<Arrival> keys = Reads.each(KeyClass.PRODUCT, next, A_ROUND, PER_SECOND, NODES);
        next += A_ROUND;
        samples.addAll(driver.drive(Rung.FULL.cache(), keys, System.nanoTime(), truth));
    }

    /** The samples of all rounds. */
    List<Sample> samples() {
        return samples;
    }

    /** The number of responses that contained the row of another key. */
    long foreign() {
        return truth.foreign();
    }

    @Override
    public void close() {
        driver.close();
    }
}
