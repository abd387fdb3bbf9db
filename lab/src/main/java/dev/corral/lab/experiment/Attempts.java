package dev.corral.lab.experiment;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.machine.Contention;
import dev.corral.lab.machine.ProcessorWatch;
import dev.corral.lab.output.Unwritten;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The attempts at a measurement. A failed attempt ends with its cause: a process that has ended, a machine that gave
 * the fleet too little processor time, or the reason in the failure itself.
 */
public final class Attempts {

    private Attempts() {}

    @FunctionalInterface
    public interface Attempt<T> {
        T run() throws InterruptedException, IOException;
    }

    /**
     * Runs a measurement, and once more if the first run is void.
     *
     * @param requireAlive throws an exception if a process of the fleet has ended
     * @param once receives the reason why the first run is void
     * @throws VoidRun if the second run is void as well
     */
    public static <T> T two(Attempt<T> attempt, Runnable requireAlive, Consumer<String> once)
            throws InterruptedException, IOException {
        try {
            return one(attempt, requireAlive);
        } catch (VoidRun first) {
            once.accept(first.getMessage());
        }
        return one(attempt, requireAlive);
    }

    /**
     * Runs a measurement.
     *
     * @throws VoidRun if the machine is the cause
     * @throws LabException with the cause
     */
    public static <T> T one(Attempt<T> attempt, Runnable requireAlive) throws InterruptedException, IOException {
        return one(attempt, requireAlive, ProcessorWatch.begin()::elapsed);
    }

    static <T> T one(Attempt<T> attempt, Runnable requireAlive, Supplier<Contention> contention)
            throws InterruptedException, IOException {
        T measured;
        try {
            measured = attempt.run();
        } catch (LabException failure) {
            throw cause(failure, requireAlive, contention);
        }
        requireAlive.run();
        return measured;
    }

    /**
     * Returns the cause. A time limit that is missed while other processes occupy the machine is not the fleet's fault,
     * unless a process of the fleet has ended.
     */
    private static LabException cause(LabException failure, Runnable requireAlive, Supplier<Contention> contention) {
        if (failure instanceof Unwritten) {
            return failure;
        }
        requireAlive.run();
        if (failure instanceof VoidRun) {
            return failure;
        }
        Contention taken = contention.get();
        return taken.tooMuch() ? new VoidRun(taken + ", and " + failure.sentence()) : failure;
    }
}
