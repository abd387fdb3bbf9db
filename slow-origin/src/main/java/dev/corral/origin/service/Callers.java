package dev.corral.origin.service;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Maps the names that callers send to a bounded set of names.
 *
 * <p>Any client can put any text into a request header, and a metrics registry must not grow because of it.
 */
public final class Callers {

    private static final String UNKNOWN = "unknown";
    private static final String OTHER = "other";
    private static final int MAX_NAME_LENGTH = 64;

    private final Names caches;
    private final Names nodes;

    /**
     * @param maxCaches the maximum number of caches with a name of their own
     * @param maxNodes the maximum number of nodes with a name of their own
     */
    public Callers(int maxCaches, int maxNodes) {
        caches = new Names(maxCaches);
        nodes = new Names(maxNodes);
    }

    public Caller of(String cache, String node) {
        return new Caller(caches.bounded(cache), nodes.bounded(node));
    }

    private static final class Names {

        private final Map<String, String> known = new ConcurrentHashMap<>();
        private final int limit;

        Names(int limit) {
            this.limit = limit;
        }

        String bounded(String name) {
            if (name == null || name.isBlank()) {
                return UNKNOWN;
            }
            String same = known.get(name);
            return same != null ? same : admit(name);
        }

        private synchronized String admit(String name) {
            if (known.size() < limit && name.length() <= MAX_NAME_LENGTH) {
                known.putIfAbsent(name, name);
            }
            return known.getOrDefault(name, OTHER);
        }
    }
}
