package dev.corral.guard.chain;

/** The names of the layers, as settings, metrics and documents use them. */
public final class LayerName {

    public static final String DEADLINE = "deadline";
    public static final String NEAR = "near";
    public static final String LOOKUP = "lookup";
    public static final String SINGLE_FLIGHT = "single-flight";
    public static final String LOOK_AGAIN = "look-again";
    public static final String LOCK = "lock";
    public static final String FILL = "fill";
    public static final String BREAKER = "breaker";
    public static final String GATE = "gate";
    public static final String TIMEOUT = "timeout";

    private LayerName() {}
}
