package dev.corral.lab.load;

import dev.corral.lab.fleet.LabException;
import dev.corral.lab.machine.Contention;
import dev.corral.lab.machine.ProcessorWatch;
import dev.corral.lab.output.Unwritten;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Why a measurement fails: because a process has ended, because the machine gave the fleet no processor, or for the reason
 * that it names itself.
 */
public final class FailureCause {

    private FailureCause() {}

    /**
     * Measures.
     *
     * @param requireAlive throws with a sentence where a process of the fleet has ended
     * @throws VoidRun where the machine is the cause
     * @throws LabException with the cause
     */
    public static <T> T named(TwoAttempts.Attempt<T> attempt, Runnable requireAlive)
            throws InterruptedException, IOException {
        return named(attempt, requireAlive, ProcessorWatch.begin()::elapsed);
    }

    static <T> T named(TwoAttempts.Attempt<T> attempt, Runnable requireAlive, Supplier<Contention> contention)
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

    /** What does not answer in time on a machine that is taken by others is no fault of the fleet's, unless it has ended. */
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
