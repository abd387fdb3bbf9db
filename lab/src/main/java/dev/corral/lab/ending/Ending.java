package dev.corral.lab.ending;

/**
 * The state of the lab's own shutdown after a signal such as Ctrl-C. Children that end during the shutdown are not
 * reported.
 */
public final class Ending {

    private static final int LOOKS = 6;

    private static volatile boolean expected;
    private static volatile boolean begun;

    private Ending() {}

    /** Records that the lab has children from now on. */
    public static void expect() {
        expected = true;
    }

    public static void begin() {
        begun = true;
    }

    /** Returns whether the shutdown has begun, without waiting. */
    public static boolean hasBegun() {
        return begun;
    }

    /**
     * Returns whether the shutdown has begun or begins shortly; waits for a moment, because a signal to the whole
     * process group may reach a child before it reaches the lab.
     */
    public static boolean isWanted() {
        for (int each = 0; each < LOOKS && expected && !begun; each++) {
            Patience.brief();
        }
        return begun;
    }
}
