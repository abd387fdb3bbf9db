package dev.corral.node.config;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Explains a value of the configuration that its library could not read. */
final class ValueFailure {

    /** A problem as the library reports it, and the sentence that replaces it. */
    private record Known(Pattern problem, Function<MatchResult, String> sentence) {
        Known(String problem, Function<MatchResult, String> sentence) {
            this(Pattern.compile(problem, Pattern.DOTALL), sentence);
        }
    }

    private static final Pattern LAYERS = Pattern.compile("corral\\.caches\\.(.+)\\.layers");

    private static final List<Known> PROBLEMS = List.of(
            new Known(
                    "config property (\\S+) with the config value \"(.*?)\" threw(.*)",
                    value -> String.format(
                            Locale.ROOT,
                            "%s cannot be read from '%s'; it must be %s: correct it",
                            value.group(1),
                            Secrets.masked(value.group(2)),
                            allowed(value.group(3)))),
            new Known(
                    "config property (\\S+) is defined as the empty String",
                    value -> value.group(1) + " is empty: set a value, or remove it"),
            new Known(
                    "config property (\\S+) is required",
                    value -> value.group(1) + " is missing: set it" + cache(value.group(1))),
            new Known(
                    "SRCFG00050: (\\S+) in ",
                    value -> value.group(1) + " is not known"
                            + FrameworkNames.advice(Nearest.to(value.group(1), SettingNames.like(value.group(1))))));

    private static final List<Known> ALLOWED = List.of(
            new Known(
                    "allowed values: ([^\\s]+)",
                    values -> "one of "
                            + Stream.of(values.group(1).split(",")).sorted().collect(Collectors.joining(", "))),
            new Known("true nor false", value -> "true or false"),
            new Known("Duration", value -> "a time such as 500ms, 6s or 10m"),
            new Known("NumberFormat|SRCFG000(?:29|30|31|32)", value -> "a number in its range"));

    private ValueFailure() {}

    /** Returns the sentence for a problem; an unknown problem is returned as it is. */
    static String sentence(String problem) {
        return first(PROBLEMS, problem, problem);
    }

    /** Suggests a known cache, because a cache without layers can be a known one with a misspelled name. */
    private static String cache(String missing) {
        Matcher layers = LAYERS.matcher(missing);
        return layers.matches()
                ? Nearest.within(layers.group(1).length() < 6 ? 1 : 2, layers.group(1), SettingNames.caches())
                        .map(known -> ", or correct '" + layers.group(1) + "': the nearest known cache is " + known)
                        .orElse("")
                : "";
    }

    private static String allowed(String cause) {
        return first(ALLOWED, cause, "written as in the default configuration");
    }

    private static String first(List<Known> all, String text, String otherwise) {
        for (Known known : all) {
            Matcher found = known.problem().matcher(text);
            if (found.find()) {
                return known.sentence().apply(found);
            }
        }
        return otherwise;
    }
}
