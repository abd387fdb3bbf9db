package dev.corral.node.wiring;

/** How the shared store's connections are. */
public interface StoreState {

    boolean connected();

    /** Whether changes made by other nodes are told; while they are not, timers wake the waiters. */
    boolean pushLive();
}
