package dev.corral.lab.experiment;

import java.util.List;
import java.util.function.Function;

/** The choice of some parts of an experiment by their names. */
public final class Chosen {

    private Chosen() {}

    /**
     * Returns the parts of these names, in the order in which they are run.
     *
     * @param kind the kind of the parts in the singular, for the message
     * @throws IllegalArgumentException if a name is unknown; the message lists the names that exist
     */
    public static <T> List<T> of(List<T> all, Function<T, String> name, List<String> chosen, String kind) {
        List<String> names = all.stream().map(name).toList();
        for (String each : chosen) {
            if (!names.contains(each)) {
                throw new IllegalArgumentException("there is no " + kind + " '" + each + "'; the " + kind + "s are "
                        + String.join(", ", names) + ": correct the name");
            }
        }
        return all.stream().filter(part -> chosen.contains(name.apply(part))).toList();
    }
}
