package dev.corral.lab.drill;

import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.Driver;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.load.Witness;
import java.util.List;

/** Reads that are sent to one cache by their schedule until they are ended. */
final class Traffic implements AutoCloseable {

    private final Thread thread;

    private Traffic(Thread thread) {
        this.thread = thread;
    }

    static Traffic begin(Driver driver, String cache, List<Arrival> arrivals, Witness witness) {
        return new Traffic(Thread.ofPlatform()
                .daemon()
                .name("traffic of " + cache)
                .start(() -> send(driver, cache, arrivals, witness)));
    }

    private static void send(Driver driver, String cache, List<Arrival> arrivals, Witness witness) {
        try {
            driver.drive(cache, arrivals, Driver.soon(), witness);
        } catch (InterruptedException | VoidRun ended) {
            // The traffic was ended, or its last reads have no response; the witness has counted the others.
        }
    }

    /** Sends no further reads; reads in progress are still counted. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
