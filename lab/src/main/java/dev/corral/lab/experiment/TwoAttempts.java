package dev.corral.lab.experiment;

import dev.corral.lab.load.VoidRun;
import java.io.IOException;
import java.util.function.Consumer;

/** A measurement that is repeated once if the first run is void. */
public final class TwoAttempts {

    private TwoAttempts() {}

    @FunctionalInterface
    public interface Attempt<T> {
        T run() throws InterruptedException, IOException;
    }

    /**
     * @param once receives the reason why the first run is void
     * @throws VoidRun if the second run is void as well
     */
    public static <T> T at(Attempt<T> attempt, Consumer<String> once) throws InterruptedException, IOException {
        try {
            return attempt.run();
        } catch (VoidRun first) {
            once.accept(first.getMessage());
        }
        return attempt.run();
    }
}
