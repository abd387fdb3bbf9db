package dev.corral.node.switches;

import dev.corral.guard.redis.FleetDocument.View;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** The text of the document that all nodes of a fleet share, and the list of these nodes. No call waits without limit. */
public interface SharedDocument {

    /**
     * Reports that this node is alive, and reads the document.
     *
     * @param note what the node has applied, in one line
     */
    Uni<View> report(String note);

    /**
     * Replaces the document, unless another node has changed it.
     *
     * @param expected the text that is replaced; empty if there was no document
     * @return the text that is stored in place of the expected one; empty if the document was replaced. If it fails, the
     *     document may have been replaced nevertheless
     */
    Uni<Optional<String>> replace(String expected, String text);
}
