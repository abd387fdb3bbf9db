package dev.corral.node.origin;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.LoadFailure.OriginRefused;
import dev.corral.guard.core.LoadFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the origin answered over HTTP, and what that means for a load or a write.
 *
 * @param fields those of {@link Fields}
 */
@SuppressWarnings("ArrayRecordComponent")
record Reply(int status, Map<String, String> fields, byte[] body) {

    private static final String ANY_TYPE = "application/octet-stream";
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LONGEST_REFUSAL = Duration.ofMinutes(1);

    /** @param shared whether it may be kept, and given to others than who asked */
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

    /** A version that was sent several times is handed on once, as it counted. */
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

    /** Whether it is no answer that anybody could use; a 304 that nobody asked for is none. */
    boolean failed() {
        return !known() || status == 304 || status >= 500 || refused();
    }

    /** Whether HTTP has a class for it that a final answer can be of. */
    private boolean known() {
        return status >= 200 && status < 600;
    }

    /** The row's version; 0 where the origin gives none that counts. */
    long version(Optional<String> header) {
        return RowVersion.in(fields, header).number();
    }

    /** A status that is none, or answers another question, says nothing about other keys. */
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

    /** Bytes without a type have the one that says nothing; any type that was sent is handed on as it is. */
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

    /** A date is not read, for that would take a wall clock. */
    private static Duration refusal(String retryAfter) {
        Duration span = Directives.seconds(retryAfter);
        if (!Directives.isSeconds(retryAfter)) {
            return SOON;
        }
        return span.compareTo(LONGEST_REFUSAL) > 0 ? LONGEST_REFUSAL : span;
    }
}
