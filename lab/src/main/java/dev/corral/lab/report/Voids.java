package dev.corral.lab.report;

import java.util.Map;
import java.util.stream.Collectors;

/** The parts of a run that could not be measured, as text. */
public final class Voids {

    private Voids() {}

    /** Returns one line each for a terminal; an empty string if there are none. */
    public static String text(Map<String, String> voids) {
        return lines(voids, "void    ", "\n");
    }

    /** Returns a list; an empty string if there are none. */
    static String markdown(Map<String, String> voids) {
        return voids.isEmpty() ? "" : "\n## Void\n\n" + lines(voids, "- ", "\n");
    }

    private static String lines(Map<String, String> voids, String before, String after) {
        return voids.entrySet().stream()
                .map(each -> before + each.getKey() + ": " + each.getValue() + after)
                .collect(Collectors.joining());
    }

    /** Returns the sentence with which such a run ends. */
    public static String sentence(Map<String, String> voids) {
        var first = voids.entrySet().iterator().next();
        String rest = voids.size() == 1 ? "" : " (and " + (voids.size() - 1) + " more)";
        return "could not measure " + first.getKey() + rest + ", because " + first.getValue()
                + ": lower the load or use a quieter machine, and run it again";
    }
}
