package dev.corral.node.health;

import java.util.Optional;

/** The state of the connections to the shared store. */
public interface StoreState {

    boolean connected();

    /** Why Redis cannot be used or sends no push messages; empty while both work. */
    Optional<String> trouble();

    /** Whether another live node of the fleet has this node's name. */
    boolean nameShared();

    /**
     * Whether push messages about the changes of other nodes arrive. While they do not, timers wake the waiting
     * requests.
     */
    boolean pushLive();
}
