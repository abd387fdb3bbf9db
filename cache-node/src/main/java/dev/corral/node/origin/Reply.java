package dev.corral.node.origin;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.LoadFailure.OriginRefused;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the origin answered over HTTP, and what that means for a load or a write. */
record Reply(int status, MultiMap headers, Buffer body) {

    private static final String ANY_TYPE = "application/octet-stream";
    private static final Pattern TYPE =
            Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+(\\s*;\\s*[\\w.-]+=(\"[^\"\\\\]*\"|[\\w!#$&^.+-]+))*");
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LONGEST_REFUSAL = Duration.ofMinutes(1);

    Content content(Optional<String> versionHeader) {
        if (absent()) {
            return Content.ABSENT;
        }
        if (status != 200) {
            throw failure();
        }
        return new Content.Value(body.getBytes(), type(), version(versionHeader));
    }

    /** What no client could read is not passed on. */
    private String type() {
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        return type != null && TYPE.matcher(type).matches() ? type : ANY_TYPE;
    }

    boolean absent() {
        return status == 404 || status == 410;
    }

    boolean successful() {
        return status >= 200 && status < 300;
    }

    /** The row's version; 0 where the origin gives none that counts. */
    long version(Optional<String> header) {
        return header.map(headers::get)
                .map(Reply::number)
                .filter(version -> version > 0)
                .orElse(0L);
    }

    LoadFailure failure() {
        String retryAfter = headers.get("Retry-After");
        if (retryAfter != null && (status == 503 || status == 429)) {
            return new OriginRefused("status " + status, refusal(retryAfter), true);
        }
        return new OriginFailed("status " + status, null);
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
