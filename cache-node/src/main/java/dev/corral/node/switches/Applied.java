package dev.corral.node.switches;

/**
 * What a node has applied.
 *
 * @param switches the switches of the document that are in force
 * @param problem why the node could not apply all of them, in one sentence; empty if it could
 */
public record Applied(Document document, Switches switches, String problem) {

    static final Applied NOTHING = new Applied(Document.EMPTY, Switches.NONE, "");

    /** The note with which the node reports this to the fleet. */
    String note() {
        return NodeState.note(document.revision(), problem);
    }
}
