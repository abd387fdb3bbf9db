package dev.corral.node.switches;

/** The failure of a switch that was made at the same moment as another one, which won. */
public final class Conflict extends RuntimeException {

    private static final long serialVersionUID = 1;

    Conflict(Document winner) {
        super(
                "another switch was made at the same moment: "
                        + winner.last().map(Change::toString).orElse("revision " + winner.revision())
                        + "; look at it, and repeat yours if it is still right",
                null,
                false,
                false);
    }
}
