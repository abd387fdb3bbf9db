package dev.corral.guard.core;

/** Why a value is loaded. */
public enum Purpose {
    /** A caller waits for it. */
    FOREGROUND,
    /** An entry past its soft TTL is reloaded while it is served. */
    REFRESH,
    /** The same before the soft TTL. */
    EARLY_REFRESH;

    public boolean refresh() {
        return this != FOREGROUND;
    }
}
