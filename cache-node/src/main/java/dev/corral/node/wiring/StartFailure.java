package dev.corral.node.wiring;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Why a node did not start, in sentences that say what to change; what is not known is told whole. */
public final class StartFailure {

    /** A problem as the configuration library reports it, and the sentence that replaces it. */
    private record Known(Pattern problem, Function<MatchResult, String> sentence) {
        Known(String problem, Function<MatchResult, String> sentence) {
            this(Pattern.compile(problem, Pattern.DOTALL), sentence);
        }
    }

    private static final List<Known> KNOWN = List.of(
            new Known(
                    "config property (\\S+) with the config value \"(.*?)\" threw",
                    value -> unreadable(value.group(1), value.group(2))),
            new Known(
                    "config property (\\S+) is defined as the empty String",
                    value -> value.group(1) + " is empty: give it a value, or take it out"),
            new Known("config property (\\S+) is required", value -> value.group(1) + " is missing: set it"),
            new Known(
                    "SRCFG00050: (\\S+) in ",
                    value -> value.group(1) + " is not known: take it out, or mend its name"));

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
            // The framework has an exception of its own for the port of quarkus.http.port only.
            case BindException taken ->
                "the port of quarkus.management.port is taken: choose another, which is not quarkus.http.port either";
            default -> trace(failure);
        };
    }

    private static String values(ConfigValidationException broken) {
        return IntStream.range(0, broken.getProblemCount())
                .mapToObj(each -> value(broken.getProblem(each).getMessage()))
                .distinct()
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String value(String problem) {
        for (Known known : KNOWN) {
            Matcher found = known.problem().matcher(problem);
            if (found.find()) {
                return known.sentence().apply(found);
            }
        }
        return problem;
    }

    private static String unreadable(String name, String value) {
        return "%s cannot be read from '%s': write it as in the default configuration"
                .formatted(name, Secrets.masked(value));
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return "the node did not start: " + text;
    }
}
