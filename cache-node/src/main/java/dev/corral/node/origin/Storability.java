package dev.corral.node.origin;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides whether a response may be stored and shared, by the rules for a shared cache. A response that varies by a
 * header which reaches the origin may not: there is one entry per key, and no variants of it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111#section-3">RFC 9111, storing responses</a>
 */
final class Storability {

    private final Set<String> forwarded;

    /** @param forwarded the names of the headers in which two requests for one key may differ, in lower case */
    Storability(Set<String> forwarded) {
        this.forwarded = forwarded;
    }

    boolean shared(Map<String, String> requestFields, Map<String, String> fields) {
        Directives control = Directives.of(fields);
        return !Credentials.in(requestFields)
                && !fields.containsKey("set-cookie")
                && !control.has("no-store")
                && !control.has("private")
                && Stream.of(fields.getOrDefault("vary", "").split(",")).noneMatch(this::differs);
    }

    /** Whether requests may differ in this header. A member that is not the name of a header may mean any of them. */
    private boolean differs(String vary) {
        String name = vary.strip().toLowerCase(Locale.ROOT);
        return name.equals("*") || forwarded.contains(name) || !name.isEmpty() && !Fields.isName(name);
    }
}
