package dev.corral.node.origin;

import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time for which an origin keeps an idle connection, according to the {@code Keep-Alive} header of its response.
 */
final class KeepAlive {

    /** The time if the origin states none: longer than any limit of the node. */
    static final Duration UNSAID = Duration.ofDays(1);

    private static final Pattern TIMEOUT =
            Pattern.compile("(?:^|[,;\\s])timeout\\s*=\\s*\"?([0-9]{1,6})\"?(?:$|[,;\\s])", Pattern.CASE_INSENSITIVE);
    /** A request that is sent at the last moment arrives after the origin's limit. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private KeepAlive() {}

    /** The stated time less a margin for the transit of a request; zero if no time is left. */
    static Duration of(HttpHeaders headers) {
        String said = headers.get("keep-alive");
        Matcher timeout = said == null ? null : TIMEOUT.matcher(said);
        if (timeout == null || !timeout.find()) {
            return UNSAID;
        }
        Duration limit = Duration.ofSeconds(Long.parseLong(timeout.group(1)));
        return limit.compareTo(MARGIN.multipliedBy(2)) < 0 ? limit.dividedBy(2) : limit.minus(MARGIN);
    }
}
