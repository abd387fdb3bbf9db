package dev.corral.node.health;

import java.util.Optional;

/** How the shared store's connections are. */
public interface StoreState {

    boolean connected();

    /** Why Redis cannot be used, or pushes do not come; empty while both work. */
    Optional<String> trouble();

    /** Whether another live node of the fleet has this node's name. */
    boolean nameShared();

    /** Whether changes made by other nodes are told; while they are not, timers wake the waiters. */
    boolean pushLive();
}
