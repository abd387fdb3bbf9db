package dev.corral.node.origin;

import dev.corral.guard.core.LoadFailure.OriginFailed;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields of an answer that are meant for whoever asked, and not for the one connection over which it came.
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
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");

    private Fields() {}

    /**
     * By lower-case name. Several of one name are one, with commas between them; only {@code Set-Cookie}, in whose dates
     * a comma stands, has a line for each.
     */
    static Map<String, String> of(MultiMap headers) {
        Set<String> named = namedBy(headers.getAll(HttpHeaders.CONNECTION).stream());
        Map<String, String> fields = new LinkedHashMap<>();
        headers.forEach((header, text) -> {
            String name = header.toLowerCase(Locale.ROOT);
            String value = text.strip();
            if (passes(name) && !named.contains(name) && readable(value)) {
                fields.merge(name, value, (one, more) -> one + (name.equals(COOKIE) ? "\n" : ", ") + more);
            }
        });
        checkSize(fields);
        return Collections.unmodifiableMap(fields);
    }

    private static Set<String> namedBy(Stream<String> connection) {
        return connection
                .flatMap(each -> Stream.of(each.split(",")))
                .map(each -> each.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static boolean passes(String name) {
        return NAME.matcher(name).matches() && !name.startsWith(OUR_OWN) && !OF_ONE_CONNECTION.contains(name);
    }

    /** Whether no other reader could take a part of it for a line of its own. */
    private static boolean readable(String value) {
        return value.chars().noneMatch(each -> each != '\t' && Character.isISOControl(each) && each < 0x80);
    }

    private static void checkSize(Map<String, String> fields) {
        int bytes = 0;
        for (Map.Entry<String, String> field : fields.entrySet()) {
            bytes += field.getKey().length() + field.getValue().length();
        }
        if (bytes > MAX_BYTES) {
            throw OriginFailed.unusable("header fields of more than " + MAX_BYTES + " bytes");
        }
    }
}
