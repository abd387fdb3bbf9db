package dev.corral.node.wiring;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Why a node did not start, in sentences that say what to change; what is not known is told whole. */
public final class StartFailure {

    private static final Pattern UNREADABLE =
            Pattern.compile(".*config property (\\S+) with the config value \"(.*?)\" threw.*", Pattern.DOTALL);
    private static final Pattern MISSING = Pattern.compile(".*config property (\\S+) is required.*", Pattern.DOTALL);
    private static final Pattern UNKNOWN = Pattern.compile(".*SRCFG00050: (\\S+) in .*", Pattern.DOTALL);

    private StartFailure() {}

    public static String explain(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof ConfigValidationException)) {
            root = root.getCause();
        }
        return switch (root) {
            case ConfigurationException broken -> broken.getMessage();
            case ConfigValidationException broken -> values(broken);
            case QuarkusBindException taken ->
                "port " + taken.getPort()
                        + " is taken: choose others with quarkus.http.port and quarkus.management.port";
            default -> trace(failure);
        };
    }

    private static String values(ConfigValidationException broken) {
        return IntStream.range(0, broken.getProblemCount())
                .mapToObj(each -> value(broken.getProblem(each).getMessage()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String value(String problem) {
        return UNREADABLE
                .matcher(problem)
                .results()
                .findFirst()
                .map(StartFailure::unreadable)
                .or(() -> MISSING.matcher(problem)
                        .results()
                        .findFirst()
                        .map(each -> each.group(1) + " is missing: set it"))
                .or(() -> UNKNOWN.matcher(problem)
                        .results()
                        .findFirst()
                        .map(each -> each.group(1) + " is not known: take it out, or mend its name"))
                .orElse(problem);
    }

    private static String unreadable(MatchResult value) {
        return "%s cannot be read from '%s': write it as in the default configuration"
                .formatted(value.group(1), value.group(2));
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return "the node did not start: " + text;
    }
}
