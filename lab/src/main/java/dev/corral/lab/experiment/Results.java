package dev.corral.lab.experiment;

import dev.corral.lab.ending.Ending;
import dev.corral.lab.ending.LabException;
import dev.corral.lab.load.VoidRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * The results of the parts of a run, in their order. A part that is void has no result; a part that fails ends the run
 * and leaves the earlier results valid.
 *
 * @param all one result for each part
 * @param failure the failure of the part that ended the run
 */
public record Results<T>(List<T> all, Optional<LabException> failure) {

    /** Measures one part. */
    @FunctionalInterface
    public interface Measurement<P, T> {
        T of(P part) throws InterruptedException, IOException;
    }

    /**
     * Measures each part.
     *
     * @param missing returns the result of a part that was not measured, from the part and the reason
     * @throws LabException if the lab is ended from outside, because the part that was being measured is then void
     */
    public static <P, T> Results<T> of(List<P> parts, Measurement<P, T> measurement, BiFunction<P, String, T> missing)
            throws InterruptedException, IOException {
        return of(parts, measurement, missing, Ending::isWanted);
    }

    static <P, T> Results<T> of(
            List<P> parts, Measurement<P, T> measurement, BiFunction<P, String, T> missing, BooleanSupplier endIsWanted)
            throws InterruptedException, IOException {
        List<T> all = new ArrayList<>();
        for (P part : parts) {
            try {
                all.add(measurement.of(part));
            } catch (VoidRun twice) {
                all.add(missing.apply(part, twice.sentence()));
            } catch (LabException failure) {
                requireNoEnd(endIsWanted);
                return ended(all, parts, missing, failure);
            }
            requireNoEnd(endIsWanted);
        }
        return new Results<>(all, Optional.empty());
    }

    /** @throws LabException if a part has ended the run; to be called after the other results are written */
    public void requireWhole() {
        failure.ifPresent(ended -> {
            throw ended;
        });
    }

    private static void requireNoEnd(BooleanSupplier endIsWanted) {
        if (endIsWanted.getAsBoolean()) {
            throw new LabException("the lab was ended by a signal");
        }
    }

    private static <P, T> Results<T> ended(
            List<T> all, List<P> parts, BiFunction<P, String, T> missing, LabException failure) {
        P failed = parts.get(all.size());
        all.add(missing.apply(failed, failure.sentence()));
        parts.subList(all.size(), parts.size())
                .forEach(rest -> all.add(missing.apply(rest, "the run ended before it: " + failure.sentence())));
        return new Results<>(all, Optional.of(failure));
    }
}
