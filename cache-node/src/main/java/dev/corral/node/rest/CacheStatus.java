package dev.corral.node.rest;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Kept;
import dev.corral.guard.core.Entry;

/**
 * What this node did for a request, as a {@code Cache-Status} member. It says {@code hit} if and only if the request did
 * not wait for a load.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9211">RFC 9211</a>
 */
final class CacheStatus {

    static final String HEADER = "Cache-Status";

    private final String node;

    CacheStatus(String node) {
        this.node = node;
    }

    /** @param keeps false where nothing is cached */
    String of(Answer answer, boolean keeps, long nowMicros) {
        if (!keeps) {
            return node + "; fwd=bypass";
        }
        return switch (answer.source()) {
            case NEAR, STORE ->
                node + "; hit"
                        + answer.entry().map(entry -> ttl(entry, nowMicros)).orElse("");
            case FLIGHT -> node + "; fwd=miss; collapsed";
            case FLEET -> node + "; fwd=miss; collapsed; detail=fleet";
            case ORIGIN -> node + "; fwd=miss" + (answer.kept() == Kept.STORED ? "; stored" : "");
        };
    }

    String of(Problem problem, boolean keeps) {
        return node + "; fwd=" + (keeps ? "miss" : "bypass") + "; detail=" + problem.cause();
    }

    /** Rounded down, so that it is negative exactly where the entry is stale. */
    private static String ttl(Entry entry, long nowMicros) {
        long endMicros = entry.writtenAtMicros() + entry.limits().soft().toNanos() / 1_000;
        return "; ttl=" + Math.floorDiv(endMicros - nowMicros, 1_000_000);
    }
}
