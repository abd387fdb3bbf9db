package dev.corral.node.wiring;

import static dev.corral.node.wiring.Rule.holds;

import dev.corral.guard.core.Key;
import java.util.List;

/** The warm list as it is written: each a cache, the first slash, and a key that may have slashes of its own. */
final class WarmKeys {

    private static final String SETTING = "corral.warm.keys";

    private WarmKeys() {}

    static void check(Settings settings) {
        for (String each : written(settings)) {
            int slash = each.indexOf('/');
            holds(slash > 0, "%s: '%s' must be a cache, a slash and a key, such as lock/p-1", SETTING, each);
            String cache = each.substring(0, slash);
            holds(
                    settings.caches().containsKey(cache),
                    "%s: there is no cache '%s'; choose from %s",
                    SETTING,
                    cache,
                    settings.caches().keySet().stream().sorted().toList());
            holds(SETTING + ": '" + each + "'", () -> key(each), "; take it out");
        }
    }

    static List<Key> of(Settings settings) {
        return written(settings).stream().map(WarmKeys::key).distinct().toList();
    }

    private static List<String> written(Settings settings) {
        return settings.warm().keys().orElse(List.of());
    }

    private static Key key(String written) {
        int slash = written.indexOf('/');
        return new Key(written.substring(0, slash), written.substring(slash + 1));
    }
}
