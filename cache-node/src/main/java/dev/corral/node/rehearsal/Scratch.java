package dev.corral.node.rehearsal;

import dev.corral.guard.core.Key;
import dev.corral.node.cache.NamedCache;
import io.smallrye.mutiny.Uni;

/** A cache that only a rehearsal uses, with an origin client and a store of its own. */
public interface Scratch {

    NamedCache cache();

    /** Removes the near entry of a key, as a push of its change would. */
    void changed(Key key);

    /** Deletes everything that the store holds of a key. */
    Uni<Void> forget(Key key);

    /** Ends all loads, deletes everything that the store holds, and closes the connections to the origin. */
    Uni<Void> close();
}
