package dev.corral.node.switches;

import dev.corral.guard.redis.FleetDocument.Peer;
import java.time.Duration;

/**
 * A node of the fleet and the switches that it has applied.
 *
 * @param revision the revision that the node has applied
 * @param problem why it could not apply all of it, in one sentence; empty if it could
 * @param heard the time since its last report
 */
public record NodeState(String name, long revision, String problem, Duration heard) {

    /** A node reports every second, and counts as away after three reports are missing. */
    private static final Duration LIVE = Duration.ofSeconds(3);

    private static final String NUMBER = "[0-9]{1,18}";

    /** The note with which a node reports what it has applied. */
    static String note(long revision, String problem) {
        return problem.isEmpty() ? String.valueOf(revision) : revision + " " + problem;
    }

    static NodeState of(Peer peer) {
        String[] parts = peer.note().split(" ", 2);
        long revision = parts[0].matches(NUMBER) ? Long.parseLong(parts[0]) : 0;
        return new NodeState(peer.name(), revision, parts.length > 1 ? parts[1] : "", peer.heard());
    }

    /** Whether the node has reported lately. */
    public boolean isLive() {
        return heard.compareTo(LIVE) < 0;
    }

    /** Whether the node has applied this revision completely. */
    boolean confirms(long wanted) {
        return revision >= wanted && problem.isEmpty();
    }
}
