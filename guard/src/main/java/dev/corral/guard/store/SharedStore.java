package dev.corral.guard.store;

import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import io.smallrye.mutiny.Uni;

/** Entries that the whole fleet sees. Fails with {@link dev.corral.guard.core.LoadFailure.StoreUnavailable}. */
public interface SharedStore {

    /** The entry until its hard limit; null where there is none. */
    Uni<Entry> get(Key key);

    /** A plain write: promises no order against other writers. */
    Uni<Void> put(Key key, Entry entry);

    /** Deletes the entry, and dooms every rebuild under way: what was read before is not stored after. */
    Uni<Void> invalidate(Key key);
}
