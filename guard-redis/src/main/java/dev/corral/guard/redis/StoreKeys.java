package dev.corral.guard.redis;

import java.util.List;

/**
 * The four Redis keys of an entry, in one Cluster slot.
 *
 * <p>The kind is in front of the key, so that pushes can be requested by prefix; the braces enclose only the hash tag.
 */
public record StoreKeys(String value, String lease, String fence, String failure) {

    /** The keys in the order in which scripts read them. */
    List<String> all() {
        return List.of(value, lease, fence, failure);
    }
}
