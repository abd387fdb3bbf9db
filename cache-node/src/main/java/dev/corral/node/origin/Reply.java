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
import java.util.regex.Pattern;

/**
 * What the origin answered over HTTP, and what that means for a load or a write.
 *
 * @param fields those of {@link Fields}
 */
@SuppressWarnings("ArrayRecordComponent")
record Reply(int status, Map<String, String> fields, byte[] body) {

    private static final String ANY_TYPE = "application/octet-stream";
    private static final int LONGEST_TYPE = 256;
    private static final Pattern TYPE =
            Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+(\\s*;\\s*[\\w.-]+=(\"[^\"\\\\]*\"|[\\w!#$&^.+-]+))*");
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
        return switch (status) {
            case 200 -> new Content.Value(body, readable(), version(versionHeader));
            case 404, 410 -> Content.ABSENT;
            default -> passed(false);
        };
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
        return status < 200 || status == 304 || status >= 500 || refused();
    }

    /** The row's version; 0 where the origin gives none that counts. */
    long version(Optional<String> header) {
        return header.map(name -> fields.get(name.toLowerCase(Locale.ROOT)))
                .map(Reply::number)
                .filter(version -> version > 0)
                .orElse(0L);
    }

    LoadFailure failure() {
        return refused()
                ? new OriginRefused("status " + status, refusal(fields.get("retry-after")), true)
                : new OriginFailed("status " + status, null);
    }

    private boolean refused() {
        return (status == 503 || status == 429) && fields.containsKey("retry-after");
    }

    /** A type that no client could read is not passed on. */
    private Map<String, String> readable() {
        String type = fields.getOrDefault(Content.Value.TYPE, "");
        boolean nothingToRead = type.isEmpty() && body.length == 0;
        if (nothingToRead || type.length() <= LONGEST_TYPE && TYPE.matcher(type).matches()) {
            return fields;
        }
        Map<String, String> readable = new LinkedHashMap<>(fields);
        readable.put(Content.Value.TYPE, ANY_TYPE);
        return readable;
    }

    /** A date is not read, for that would take a wall clock. */
    private static Duration refusal(String retryAfter) {
        Long seconds = number(retryAfter);
        if (seconds == null || seconds < 0) {
            return SOON;
        }
        return seconds > LONGEST_REFUSAL.toSeconds() ? LONGEST_REFUSAL : Duration.ofSeconds(seconds);
    }

    private static Long number(String text) {
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
