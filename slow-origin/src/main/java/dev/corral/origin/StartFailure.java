package dev.corral.origin;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.io.PrintStream;
import java.net.BindException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The reason why the origin did not start, in sentences about what to change.
 *
 * <p>An unknown failure is printed with its stack trace.
 */
record StartFailure(List<String> sentences, Throwable unknown) {

    private static final Pattern UNREADABLE =
            Pattern.compile("config property (\\S+) with the config value \"(.*?)\" threw", Pattern.DOTALL);

    private static final Pattern EMPTY =
            Pattern.compile("config property (\\S+) is defined as the empty String", Pattern.DOTALL);
    private static final Pattern MISSING = Pattern.compile("config property (\\S+) is required", Pattern.DOTALL);
    private static final Pattern UNKNOWN = Pattern.compile("SRCFG00050: (\\S+) in ", Pattern.DOTALL);

    /** Quarkus has an exception of its own only for the port of the rows. */
    private static final String TAKEN_MANAGEMENT_PORT =
            "The management port is in use; set another with quarkus.management.port.";

    static StartFailure of(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof ConfigValidationException)) {
            root = root.getCause();
        }
        return switch (root) {
            case ConfigValidationException bad -> new StartFailure(badValues(bad), null);
            case ConfigurationException bad -> new StartFailure(List.of(bad.getMessage()), null);
            case QuarkusBindException taken -> new StartFailure(List.of(takenPort(taken)), null);
            case BindException taken -> new StartFailure(List.of(TAKEN_MANAGEMENT_PORT), null);
            default -> new StartFailure(List.of("The origin did not start."), failure);
        };
    }

    void printTo(PrintStream out) {
        sentences.forEach(out::println);
        if (unknown != null) {
            unknown.printStackTrace(out);
        }
    }

    private static List<String> badValues(ConfigValidationException bad) {
        return IntStream.range(0, bad.getProblemCount())
                .mapToObj(problem -> bad.getProblem(problem).getMessage())
                .map(StartFailure::badValue)
                .toList();
    }

    private static String badValue(String problem) {
        Matcher unreadable = UNREADABLE.matcher(problem);
        if (unreadable.find()) {
            return String.format(Locale.ROOT, "%s cannot be read from '%s'.", unreadable.group(1), unreadable.group(2));
        }
        return named(EMPTY, problem, "%s is empty; set a value.")
                .or(() -> named(MISSING, problem, "%s is missing; set it."))
                .or(() -> named(UNKNOWN, problem, "%s is not known; correct its name."))
                .orElse(problem + ".");
    }

    private static Optional<String> named(Pattern known, String problem, String sentence) {
        return known.matcher(problem)
                .results()
                .findFirst()
                .map(found -> String.format(Locale.ROOT, sentence, found.group(1)));
    }

    private static String takenPort(QuarkusBindException taken) {
        return String.format(Locale.ROOT, "Port %d is in use; set another with quarkus.http.port.", taken.getPort());
    }
}
