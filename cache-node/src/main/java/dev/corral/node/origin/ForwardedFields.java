package dev.corral.node.origin;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The request headers that are sent to the origin with every load: the trace headers, the number of the client's
 * attempt, and those that the operator allows. A load may answer many callers, so that no other header of one of them may influence it.
 */
public final class ForwardedFields {

    private static final Set<String> ALWAYS = Set.of("traceparent", "tracestate", "baggage", ClientAttempt.NAME);
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");
    private static final Set<String> KEPT_BACK = Set.of(
            "accept-encoding",
            "authorization",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "cookie",
            "expect",
            "host",
            "keep-alive",
            "max-forwards",
            "range",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    private static final List<String> KEPT_BACK_PREFIXES = List.of("if-", "proxy-", "corral-");

    private final Set<String> names = new TreeSet<>(ALWAYS);

    /** @throws IllegalArgumentException with the rule that was broken, in one sentence */
    public ForwardedFields(List<String> allowed) {
        for (String each : allowed) {
            String name = each.strip().toLowerCase(Locale.ROOT);
            require(NAME.matcher(name).matches(), "'" + each + "' is not the name of a request header");
            require(forwardable(name), "'" + each + "' is never forwarded, because other callers may share the load");
            names.add(name);
        }
    }

    /** The names, in lower case. */
    public Set<String> names() {
        return names;
    }

    private static boolean forwardable(String name) {
        return !KEPT_BACK.contains(name) && KEPT_BACK_PREFIXES.stream().noneMatch(name::startsWith);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
