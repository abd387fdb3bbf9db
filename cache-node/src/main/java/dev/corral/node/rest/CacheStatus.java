package dev.corral.node.rest;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Kept;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import io.vertx.core.http.HttpHeaders;
import java.util.Map;

/**
 * The {@code Cache-Status} member that states how this node served a request. It contains {@code hit} if the response
 * is a stored row, also if it is served because its reload has failed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9211">RFC 9211</a>
 */
final class CacheStatus {

    static final CharSequence HEADER = HttpHeaders.createOptimized("Cache-Status");

    private final String node;

    CacheStatus(String node) {
        this.node = node;
    }

    /**
     * The header value: the members of the caches between the node and the origin, then the node's own.
     *
     * @param keeps false if nothing is cached for the request
     */
    String of(Answer answer, boolean keeps, long nowMicros) {
        return switch (answer.content()) {
            case Content.Value value -> before(value.fields()) + own(answer, keeps, nowMicros);
            case Content.Passed passed ->
                before(passed.fields()) + own(answer, keeps, nowMicros) + "; fwd-status=" + passed.status();
            case Content.Absent absent -> own(answer, keeps, nowMicros);
        };
    }

    private String own(Answer answer, boolean keeps, long nowMicros) {
        if (!keeps) {
            return node + "; fwd=bypass";
        }
        return switch (answer.source()) {
            case NEAR -> node + "; hit" + ttl(answer, nowMicros) + "; detail=near";
            case STORE -> node + "; hit" + ttl(answer, nowMicros);
            case FLIGHT -> node + "; fwd=miss; collapsed";
            case FLEET -> node + "; fwd=miss; collapsed; detail=fleet";
            case ORIGIN -> node + "; fwd=miss" + (answer.kept() == Kept.STORED ? "; stored" : "");
        };
    }

    private static String before(Map<String, String> fields) {
        String inner = fields.getOrDefault("cache-status", "");
        return inner.isEmpty() ? "" : inner + ", ";
    }

    String of(Problem problem, boolean keeps) {
        return node + "; fwd=" + (keeps ? "miss" : "bypass") + "; detail=" + problem.cause();
    }

    private static String ttl(Answer answer, long nowMicros) {
        return answer.entry()
                .map(entry -> "; ttl=" + ttl(entry, answer.stale(), nowMicros))
                .orElse("");
    }

    /**
     * The remaining TTL, rounded down, so that it is negative exactly if the response is stale, even if the entry has
     * not yet expired.
     */
    private static long ttl(Entry entry, boolean stale, long nowMicros) {
        long seconds = Math.floorDiv(entry.leftMicros(nowMicros), 1_000_000);
        return stale ? Math.min(-1, seconds) : seconds;
    }
}
