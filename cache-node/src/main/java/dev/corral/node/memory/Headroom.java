package dev.corral.node.memory;

/**
 * The rule for how much of a budget a body may use.
 *
 * <p>A large body must leave room for smaller ones: four times its own size, or a quarter of the budget if that is
 * less. A body that is alone may use the whole budget.
 */
final class Headroom {

    private static final int BODIES_OF_ITS_SIZE = 4;
    private static final int LARGEST_SHARE = 4;

    private Headroom() {}

    /**
     * @param others bytes that all other bodies hold
     * @param body bytes that this one would hold
     */
    static boolean allows(long most, long others, long body) {
        long free = others <= 0 ? 0 : Math.min(BODIES_OF_ITS_SIZE * body, most / LARGEST_SHARE);
        return others + body + free <= most;
    }
}
