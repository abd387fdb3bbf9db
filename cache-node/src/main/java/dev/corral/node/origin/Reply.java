package dev.corral.node.origin;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.LoadFailure.OriginRefused;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The HTTP response of the origin, and its meaning for a load or a write.
 *
 * @param fields the headers of {@link Fields}
 */
@SuppressWarnings("ArrayRecordComponent")
record Reply(int status, Map<String, String> fields, byte[] body) {

    private static final String ANY_TYPE = "application/octet-stream";
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LONGEST_REFUSAL = Duration.ofMinutes(1);

    /** @param shared whether the response may be stored, and served to other callers */
    Content content(boolean shared, Optional<String> versionHeader) {
        if (failed()) {
            throw failure();
        }
        if (!shared) {
            return passed(true);
        }
        RowVersion version = RowVersion.in(fields, versionHeader);
        return switch (status) {
            case 200 -> version.isReadable() ? row(version, versionHeader) : passed(false);
            case 404, 410 -> Content.ABSENT;
            default -> passed(false);
        };
    }

    /**
     * The row. If its version was sent several times, the header that is passed on contains only the version that
     * counts.
     */
    private Content.Value row(RowVersion version, Optional<String> header) {
        Map<String, String> said = readable();
        return new Content.Value(
                body,
                header.map(RowVersion::field)
                        .filter(name -> said.getOrDefault(name, "").indexOf(',') >= 0)
                        .map(name -> with(said, name, String.valueOf(version.number())))
                        .orElse(said),
                version.number());
    }

    Content.Passed passed(boolean personal) {
        return new Content.Passed(status, readable(), body, personal);
    }

    boolean absent() {
        return status == 404 || status == 410;
    }

    boolean successful() {
        return status >= 200 && status < 300;
    }

    /** Whether the response is unusable for every caller; a 304 to a request without conditions is. */
    boolean failed() {
        return !known() || status == 304 || status >= 500 || refused();
    }

    /** Whether the status is one that a final response can have. */
    private boolean known() {
        return status >= 200 && status < 600;
    }

    /** The row's version; 0 if the origin sends none that counts. */
    long version(Optional<String> header) {
        return RowVersion.in(fields, header).number();
    }

    /**
     * The failure of the load. An invalid status, or one that does not fit the request, is no evidence about other
     * keys.
     */
    LoadFailure failure() {
        if (refused()) {
            return new OriginRefused("status " + status, refusal(fields.get("retry-after")), true);
        }
        if (status == 304) {
            return OriginFailed.unusable("status 304 to a request without conditions; send the row");
        }
        return known()
                ? new OriginFailed("status " + status, null)
                : OriginFailed.unusable(String.format(Locale.ROOT, "status %03d; a status must be 200 to 599", status));
    }

    private boolean refused() {
        return (status == 503 || status == 429) && fields.containsKey("retry-after");
    }

    /** The headers with a generic type for a body that has none; any type that was sent is passed on as it is. */
    private Map<String, String> readable() {
        if (body.length == 0 || !fields.getOrDefault(Content.Value.TYPE, "").isEmpty()) {
            return fields;
        }
        return with(fields, Content.Value.TYPE, ANY_TYPE);
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return more;
    }

    /** The time to wait before a retry. A date is not parsed, because that would need a wall clock. */
    private static Duration refusal(String retryAfter) {
        Duration span = Directives.seconds(retryAfter);
        if (!Directives.isSeconds(retryAfter)) {
            return SOON;
        }
        return span.compareTo(LONGEST_REFUSAL) > 0 ? LONGEST_REFUSAL : span;
    }
}
