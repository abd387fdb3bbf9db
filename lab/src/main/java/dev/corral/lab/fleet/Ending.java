package dev.corral.lab.fleet;

/** Whether the lab is ended from outside, by Ctrl-C for one: then nothing is reported of children that end. */
public final class Ending {

    private static final int LOOKS = 6;

    private static volatile boolean expected;
    private static volatile boolean begun;

    private Ending() {}

    /** From now on there are children. */
    static void expect() {
        expected = true;
    }

    static void begin() {
        begun = true;
    }

    /** Whether it has begun, without a wait. */
    static boolean hasBegun() {
        return begun;
    }

    /**
     * Whether it has begun, or begins within a moment: a signal to the whole process group may reach a child before the lab.
     */
    public static boolean isWanted() {
        for (int each = 0; each < LOOKS && expected && !begun; each++) {
            Patience.brief();
        }
        return begun;
    }
}
