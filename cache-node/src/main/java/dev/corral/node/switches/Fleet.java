package dev.corral.node.switches;

import dev.corral.guard.redis.FleetDocument.View;
import java.util.Comparator;
import java.util.List;

/** The nodes of a fleet at one moment. */
public record Fleet(List<NodeState> nodes) {

    /** The fleet while Redis does not answer. */
    public static final Fleet UNKNOWN = new Fleet(List.of());

    static Fleet of(View view) {
        return new Fleet(view.peers().stream()
                .map(NodeState::of)
                .sorted(Comparator.comparing(NodeState::name))
                .toList());
    }

    /** The nodes that have reported lately. */
    public List<NodeState> live() {
        return nodes.stream().filter(NodeState::isLive).toList();
    }

    /** The nodes that have not reported lately, and whose name no live node has. */
    public List<NodeState> away() {
        List<String> live = live().stream().map(NodeState::name).toList();
        return nodes.stream()
                .filter(node -> !node.isLive() && !live.contains(node.name()))
                .toList();
    }

    /** The live nodes that have applied a revision. */
    public List<NodeState> confirmed(long revision) {
        return live().stream().filter(node -> node.confirms(revision)).toList();
    }

    /** The live nodes that have not applied a revision. */
    public List<NodeState> silent(long revision) {
        return live().stream().filter(node -> !node.confirms(revision)).toList();
    }
}
