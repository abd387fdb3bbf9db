package dev.corral.lab.load;

/**
 * The meaning of a node's {@code Cache-Status} header for one read.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9211">RFC 9211</a>
 */
public enum CacheStatus {
    /** Served fresh from the node's near cache, without waiting. */
    NEAR,
    /** Served fresh from the shared store, without waiting. */
    FRESH,
    /** Served stale, without waiting. */
    STALE,
    /** Waited for a load of its own. */
    LOADED,
    /** Waited for another caller's load on the same node. */
    COLLAPSED,
    /** Waited for another node's load. */
    FLEET,
    /** Forwarded without a cache. */
    BYPASS,
    /** The header is absent or cannot be parsed. */
    UNKNOWN;

    /** Whether the read was served without waiting for a load. */
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
