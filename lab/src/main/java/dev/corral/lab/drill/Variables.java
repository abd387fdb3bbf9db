package dev.corral.lab.drill;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values that a drill gives to the variables of the boards. */
final class Variables {

    /** The value that selects every cache or node. */
    static final String ALL = ".+";

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)(?::\\w+)?}|(\\w+))");

    /** The window of rates in panels that are not for spikes: at least four scrapes. */
    private static final String RATE_INTERVAL = "5s";

    private static final String INTERVAL = "1s";

    private Variables() {}

    /**
     * Returns the expression without variables.
     *
     * @param cache the name of a cache, or a regular expression for several
     */
    static String fill(String expression, String cache) {
        Map<String, String> values = Map.of(
                "namespace",
                PrometheusConfig.NAMESPACE,
                "cache",
                cache,
                "node",
                ALL,
                "__rate_interval",
                RATE_INTERVAL,
                "__interval",
                INTERVAL,
                "__range",
                "5m");
        return VARIABLE.matcher(expression).replaceAll(found -> Matcher.quoteReplacement(value(found, values)));
    }

    /** A variable without a value here is left as it is, so that Prometheus refuses the query. */
    private static String value(java.util.regex.MatchResult found, Map<String, String> values) {
        String name = found.group(1) == null ? found.group(2) : found.group(1);
        return values.getOrDefault(name, found.group());
    }
}
