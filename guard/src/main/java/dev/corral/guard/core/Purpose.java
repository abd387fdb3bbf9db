package dev.corral.guard.core;

/** The reason for a load. */
public enum Purpose {
    /** A caller waits for the value. */
    FOREGROUND,
    /** An entry past its soft TTL is reloaded while it is served. */
    REFRESH,
    /** An entry is reloaded before its soft TTL while it is served. */
    EARLY_REFRESH;

    /** Whether no caller waits for the load. */
    public boolean refresh() {
        return this != FOREGROUND;
    }
}
