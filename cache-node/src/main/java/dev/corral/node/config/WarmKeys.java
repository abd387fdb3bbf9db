package dev.corral.node.config;

import static dev.corral.node.config.Rule.holds;

import dev.corral.guard.core.Key;
import dev.corral.node.origin.KeyPaths;
import dev.corral.node.origin.RowId;
import dev.corral.node.origin.RowQuery;
import java.util.List;

/** The warm list as it is configured: each member is a cache, a slash, and a key that may itself contain slashes. */
public final class WarmKeys {

    private static final String SETTING = "corral.warm.keys";

    private WarmKeys() {}

    static void check(Settings settings) {
        for (String each : written(settings)) {
            int slash = each.indexOf('/');
            holds(slash > 0, "%s: '%s' must be a cache, a slash and a key, such as lock/p-1", SETTING, each);
            String cache = each.substring(0, slash);
            holds(
                    ServedCaches.of(settings).containsKey(cache),
                    "%s: there is no cache '%s'; choose from %s",
                    SETTING,
                    cache,
                    ServedCaches.of(settings).keySet());
            holds(SETTING + ": '" + each + "'", () -> key(settings, each), "; remove it");
        }
    }

    public static List<Key> of(Settings settings) {
        return written(settings).stream()
                .map(each -> key(settings, each))
                .distinct()
                .toList();
    }

    private static List<String> written(Settings settings) {
        return settings.warm().keys().orElse(List.of());
    }

    /**
     * Parses a key, which is not encoded. The first question mark begins a query only if queries are part of the
     * cache's keys.
     *
     * @param written a cache of the configuration, a slash and a key
     * @throws IllegalArgumentException if the key is invalid; the message states the rule
     */
    public static Key key(Settings settings, String written) {
        int slash = written.indexOf('/');
        String cache = written.substring(0, slash);
        String name = written.substring(slash + 1);
        int mark = settings.caches().get(cache).query() == CacheSettings.Query.KEY ? name.indexOf('?') : -1;
        RowId row = mark < 0
                ? new RowId(name, "")
                : new RowId(name.substring(0, mark), RowQuery.normal(name.substring(mark + 1)));
        new KeyPaths(settings.origin().keepSlashes()).check(row.path());
        return new Key(cache, row.text());
    }
}
