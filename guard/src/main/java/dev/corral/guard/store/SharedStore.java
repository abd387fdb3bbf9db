package dev.corral.guard.store;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import io.smallrye.mutiny.Uni;

/**
 * The entries that the whole fleet shares. Every method fails with
 * {@link dev.corral.guard.core.LoadFailure.StoreUnavailable}.
 */
public interface SharedStore {

    /** Returns the entry until its hard limit; null if there is none. */
    Uni<Entry> get(Key key);

    /** Writes the entry without a fence: there is no guaranteed order among writers. */
    Uni<Void> put(Key key, Entry entry);

    /** Deletes the entry and fences out every rebuild in progress: a row that was read before is not stored after. */
    Uni<Void> invalidate(Key key);
}
