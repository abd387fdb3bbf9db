package dev.corral.node.switches;

/** The failure of a switch that is stored, or may be, while it is not known whether the nodes have applied it. */
public final class Unconfirmed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private Unconfirmed(String message) {
        super(message, null, false, false);
    }

    static Unconfirmed stored(Document document) {
        return new Unconfirmed("revision " + document.revision()
                + " is stored and applied on this node, but Redis has not answered since then: look at the status when it"
                + " answers");
    }

    static Unconfirmed perhapsStored(Document document) {
        return new Unconfirmed("Redis has not answered whether it has stored "
                + document.last().map(Change::toString).orElse("the switch")
                + ": look at the status when it answers, and repeat the switch if it is not listed");
    }
}
