package dev.corral.node.rest;

import dev.corral.guard.core.Key;
import dev.corral.node.cache.Caches;
import dev.corral.node.cache.NamedCache;
import dev.corral.node.origin.KeyPaths;
import dev.corral.node.origin.RowId;
import dev.corral.node.origin.RowQuery;
import java.util.Optional;

/**
 * The target of a request for a row, {@code /caches/{cache}/{key}} or {@code /caches/{cache}/{key}/entry}, as it stands
 * in the request line: neither normalised nor decoded. It alone decides, for every method, which row a URL names.
 */
final class RowTarget {

    private static final String CACHES = "/caches/";
    private static final String ENTRY = "/entry";

    private final String target;
    private final int cacheFrom;
    private final int keyFrom;
    private final int keyEnd;
    private final int pathEnd;

    private RowTarget(String target, int cacheFrom, int keyFrom, int keyEnd, int pathEnd) {
        this.target = target;
        this.cacheFrom = cacheFrom;
        this.keyFrom = keyFrom;
        this.keyEnd = keyEnd;
        this.pathEnd = pathEnd;
    }

    /** Returns empty if the target names no row; the request is then answered elsewhere. */
    static Optional<RowTarget> of(String target) {
        int path = beginOfPath(target);
        if (path < 0 || !target.startsWith(CACHES, path)) {
            return Optional.empty();
        }
        int cache = path + CACHES.length();
        int end = before('?', target, cache, target.length());
        int slash = before('/', target, cache, end);
        return slash == end
                ? Optional.empty()
                : Optional.of(new RowTarget(target, cache, slash + 1, before('/', target, slash + 1, end), end));
    }

    /** Whether the target names the stored entry of the row. */
    boolean isEntry() {
        return pathEnd - keyEnd == ENTRY.length() && target.startsWith(ENTRY, keyEnd);
    }

    /** @throws ProblemException if there is no such cache */
    NamedCache cache(Caches caches) {
        String name = target.substring(cacheFrom, keyFrom - 1);
        return caches.named(name)
                .or(() -> name.indexOf('%') < 0 ? Optional.empty() : caches.named(decoded(name)))
                .orElseThrow(() -> new ProblemException(Problems.unknownCache()));
    }

    /** @throws ProblemException if the target names no key of the cache */
    Key key(NamedCache cache, KeyPaths keys) {
        try {
            if (keyEnd < pathEnd && !isEntry()) {
                throw new IllegalArgumentException("a key must be one segment of the path: encode / as %2F");
            }
            String path = PathText.decode(target, keyFrom, keyEnd);
            keys.check(path);
            return new Key(cache.name(), hasQuery() || path.indexOf('?') >= 0 ? id(cache, path) : path);
        } catch (IllegalArgumentException broken) {
            throw new ProblemException(Problems.invalidKey(broken.getMessage()));
        }
    }

    private String id(NamedCache cache, String path) {
        return new RowId(path, hasQuery() ? query(cache) : "").text();
    }

    /** Whether the target has a query; an empty one does not count. */
    private boolean hasQuery() {
        return target.length() - pathEnd > 1;
    }

    private String query(NamedCache cache) {
        return switch (cache.query()) {
            case REFUSE -> throw new ProblemException(Problems.queryRefused(cache.name()));
            case IGNORE -> "";
            case KEY -> RowQuery.normal(PathText.octets(target.substring(pathEnd + 1)));
        };
    }

    /** The index of the path, which is behind the host if the target has one. */
    private static int beginOfPath(String target) {
        if (target.startsWith("/")) {
            return 0;
        }
        int host = target.indexOf("://");
        int path = host < 0 ? -1 : target.indexOf('/', host + 3);
        boolean hostEndsThere =
                path >= 0 && before('?', target, 0, path) == path && before('#', target, 0, path) == path;
        return hostEndsThere ? path : -1;
    }

    private static int before(char end, String target, int from, int to) {
        int at = target.indexOf(end, from);
        return at < 0 || at > to ? to : at;
    }

    private static String decoded(String name) {
        try {
            return PathText.decode(name, 0, name.length());
        } catch (IllegalArgumentException unreadable) {
            throw new ProblemException(Problems.unknownCache());
        }
    }
}
