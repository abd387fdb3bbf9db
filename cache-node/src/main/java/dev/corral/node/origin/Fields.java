package dev.corral.node.origin;

import dev.corral.guard.core.LoadFailure.OriginFailed;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The response headers that are meant for the client, and not for the one connection over which the response arrived.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1">RFC 9110, Connection</a>
 */
final class Fields {

    static final int MAX_BYTES = 16 * 1024;

    private static final Set<String> OF_ONE_CONNECTION = Set.of(
            "connection",
            "content-length",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authentication-info",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    private static final String OUR_OWN = "corral-";
    private static final String COOKIE = "set-cookie";
    private static final String CACHE_STATUS = "cache-status";
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");

    private Fields() {}

    /**
     * The headers by lower-case name, each with one value. For a header that has one value, the line that counts is
     * kept ({@link SingleFields}); the lines of other headers are joined by commas; {@code Set-Cookie}, whose dates
     * contain commas, keeps a line for each cookie.
     */
    static Map<String, String> of(MultiMap headers) {
        Map<String, String> fields = new LinkedHashMap<>();
        lines(headers).forEach((name, lines) -> value(name, lines).ifPresent(value -> fields.put(name, value)));
        checkSize(fields);
        return Collections.unmodifiableMap(fields);
    }

    private static Map<String, List<String>> lines(MultiMap headers) {
        Set<String> named = namedBy(headers.getAll(HttpHeaders.CONNECTION).stream());
        Map<String, List<String>> lines = new LinkedHashMap<>();
        headers.forEach((header, text) -> {
            String name = header.toLowerCase(Locale.ROOT);
            if (passes(name) && !named.contains(name)) {
                lines.computeIfAbsent(name, first -> new ArrayList<>(1)).add(printable(name, text));
            }
        });
        return lines;
    }

    private static Optional<String> value(String name, List<String> lines) {
        if (lines.size() > 1 && SingleFields.contains(name)) {
            return SingleFields.value(name, lines);
        }
        if (name.equals(CACHE_STATUS)) {
            return Optional.of(joined(lines)).filter(Fields::isListOfStatuses);
        }
        return Optional.of(name.equals(COOKIE) ? String.join("\n", lines) : joined(lines));
    }

    private static String joined(List<String> lines) {
        return lines.size() == 1
                ? lines.getFirst()
                : lines.stream().filter(line -> !line.isEmpty()).collect(Collectors.joining(", "));
    }

    /** Whether the list stays readable when a member is appended: it is ASCII, and every string is closed. */
    private static boolean isListOfStatuses(String value) {
        boolean quoted = false;
        for (int at = 0; at < value.length(); at++) {
            char each = value.charAt(at);
            if (each > 0x7e) {
                return false;
            }
            if (quoted && each == '\\') {
                at++;
            } else if (each == '"') {
                quoted = !quoted;
            }
        }
        return !quoted && !value.endsWith(",");
    }

    private static Set<String> namedBy(Stream<String> connection) {
        return connection
                .flatMap(each -> Stream.of(each.split(",")))
                .map(each -> each.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** @param name in lower case */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private static boolean passes(String name) {
        return isName(name) && !name.startsWith(OUR_OWN) && !OF_ONE_CONNECTION.contains(name);
    }

    /**
     * The value without the whitespace around it. A control character is refused, because another reader could parse a
     * part of the line as a line of its own.
     */
    private static String printable(String name, String value) {
        if (value.chars().anyMatch(Fields::isControl)) {
            throw OriginFailed.unusable("a control character in the response header " + name + "; remove it");
        }
        return value.strip();
    }

    /** Whether it is a control character; neither a tab nor a byte beyond ASCII is one. */
    private static boolean isControl(int each) {
        return each < ' ' && each != '\t' || each == 0x7f;
    }

    private static void checkSize(Map<String, String> fields) {
        int bytes = 0;
        for (Map.Entry<String, String> field : fields.entrySet()) {
            bytes += field.getKey().length() + field.getValue().length();
        }
        if (bytes > MAX_BYTES) {
            throw OriginFailed.unusable(
                    "response headers of more than " + MAX_BYTES + " bytes; send fewer or shorter ones");
        }
    }
}
