package dev.corral.guard.fleet;

import dev.corral.guard.cache.ChainContext;
import dev.corral.guard.cache.LayerKind;
import dev.corral.guard.cache.Layers;
import dev.corral.guard.chain.LayerName;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.core.Loader;
import dev.corral.guard.layer.EntryWriter;
import dev.corral.guard.layer.Fill;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.store.Grant;
import dev.corral.guard.store.MemoryStore;
import dev.corral.guard.store.ReleaseReason;
import dev.corral.guard.testing.Machine;
import dev.corral.guard.testing.StandIn;
import dev.corral.guard.testing.SyncedClock;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** A protection that is removed from the simulated fleet, so that the failure which it prevents happens. */
enum Without {
    NOTHING,

    /** A publish is accepted whatever its fence is. */
    FENCE {
        @Override
        StandIn inStore(MemoryStore store, Clock clock) {
            return new Publishing(store, clock) {
                @Override
                boolean takes(Entry stored, Lease lease) {
                    return true;
                }
            };
        }
    },

    /** A publish is accepted if its fence is newer than the stored one, even if another fence was granted since. */
    LATEST_FENCE {
        @Override
        StandIn inStore(MemoryStore store, Clock clock) {
            return new Publishing(store, clock) {
                @Override
                boolean takes(Entry stored, Lease lease) {
                    return stored == null || lease.fence() > stored.fence();
                }
            };
        }
    },

    /** The holder checks whether it still holds the lease, and writes in a second command. */
    ATOMIC_PUBLISH {
        @Override
        StandIn onNode(Wire wire) {
            return new StandIn(wire) {
                @Override
                public Uni<Publication> publish(Key key, Lease lease, Entry entry) {
                    Entry stamped = entry.stamped(lease.fence(), entry.writtenAtMicros());
                    return renew(key, lease, Chain.LEASE)
                            .chain(held -> held
                                    ? put(key, stamped)
                                            .chain(() -> release(key, lease, ReleaseReason.NONE))
                                            .replaceWith(new Publication(true, stamped))
                                    : Uni.createFrom().item(new Publication(false, entry)));
                }
            };
        }
    },

    /** A row that was loaded without a lease, because the lock could not be requested, is stored nevertheless. */
    FENCED_FILL {
        @Override
        Layers layers(Layers layers) {
            LayerKind fill = layers.named(LayerName.FILL).orElseThrow();
            return layers.replacing(new LayerKind(
                    fill.name(), fill.part(), fill.shares(), cache -> Without::fillWithoutFence, fill.numbers()));
        }
    },

    /** A wake-up that arrives before the reply that the lock is busy is forgotten. */
    LATCH {
        @Override
        StandIn onNode(Wire wire) {
            return new Forgetful(wire);
        }
    },

    /** A refresh that finds the lock busy ends, so that the next stale read requests the lock again. */
    STAYING {
        @Override
        StandIn onNode(Wire wire) {
            return new StandIn(wire) {
                @Override
                public Uni<Grant> acquire(Ask ask) {
                    return super.acquire(ask)
                            .map(grant -> ask.refresh() && grant instanceof Grant.Busy
                                    ? new Grant.BackingOff(Duration.ZERO)
                                    : grant);
                }
            };
        }
    },

    /** The lock is granted without a second read of an entry that was published meanwhile. */
    LOOKING_AGAIN {
        @Override
        StandIn onNode(Wire wire) {
            return new StandIn(wire) {
                @Override
                public Uni<Grant> acquire(Ask ask) {
                    return super.acquire(new Ask(ask.key(), ask.token(), ask.term(), Long.MAX_VALUE, false));
                }
            };
        }
    },

    /** The ages of entries are judged by the machine's wall clock. */
    STORE_TIME {
        @Override
        Clock clock(SyncedClock synced, Machine machine) {
            return new Clock() {
                @Override
                public long nanos() {
                    return synced.nanos();
                }

                @Override
                public long micros() {
                    return machine.wallMicros();
                }
            };
        }
    };

    /** Returns a replacement for the store's own steps. */
    StandIn inStore(MemoryStore store, Clock clock) {
        return new StandIn(store);
    }

    /** Returns a replacement for a node's connection to the store. */
    StandIn onNode(Wire wire) {
        return new StandIn(wire);
    }

    Clock clock(SyncedClock synced, Machine machine) {
        return synced;
    }

    /** Returns the layers that replace the product's. */
    Layers layers(Layers layers) {
        return layers;
    }

    private static Fill fillWithoutFence(Loader next, ChainContext chain) {
        EntryWriter plain = EntryWriter.plain(chain.store());
        EntryWriter fenced = EntryWriter.fenced(chain.locks(), chain.events());
        return new Fill(
                next,
                chain.retention(),
                (request, answer, entry) -> request.lease().isPresent()
                        ? fenced.write(request, answer, entry)
                        : plain.write(request, answer, entry),
                chain.clock(),
                chain.events());
    }
}
