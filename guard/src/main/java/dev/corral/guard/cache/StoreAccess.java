package dev.corral.guard.cache;

import dev.corral.guard.store.FleetLocks;
import dev.corral.guard.store.SharedStore;

/** The shared store as a chain uses it: its entries and its locks. */
public record StoreAccess(SharedStore store, FleetLocks locks) {

    public static <S extends SharedStore & FleetLocks> StoreAccess of(S both) {
        return new StoreAccess(both, both);
    }
}
