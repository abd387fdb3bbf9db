package dev.corral.lab.load;

/**
 * What a node's {@code Cache-Status} says about a read.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9211">RFC 9211</a>
 */
public enum CacheStatus {
    /** Served without waiting, fresh, by the node itself. */
    NEAR,
    /** Served without waiting, fresh, by the shared store. */
    FRESH,
    /** Served without waiting, stale. */
    STALE,
    /** Waited for a load of its own. */
    LOADED,
    /** Waited for another caller's load on the same node. */
    COLLAPSED,
    /** Waited for another node's load. */
    FLEET,
    /** Passed on without a cache. */
    BYPASS,
    /** No such header, or none that can be read. */
    UNKNOWN;

    /** Without waiting for a load. */
    public boolean served() {
        return this == NEAR || this == FRESH || this == STALE;
    }

    public boolean waited() {
        return this == LOADED || this == COLLAPSED || this == FLEET;
    }

    public static CacheStatus parse(String header) {
        if (header == null) {
            return UNKNOWN;
        }
        if (header.contains("; hit")) {
            if (header.contains("ttl=-")) {
                return STALE;
            }
            return header.contains("detail=near") ? NEAR : FRESH;
        }
        if (header.contains("fwd=bypass")) {
            return BYPASS;
        }
        if (!header.contains("fwd=")) {
            return UNKNOWN;
        }
        if (header.contains("collapsed")) {
            return header.contains("detail=fleet") ? FLEET : COLLAPSED;
        }
        return LOADED;
    }
}
