package dev.corral.lab.experiment;

import dev.corral.guard.core.Key;
import dev.corral.lab.ending.Patience;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Keys that one node is loading slowly, each for some callers of its own. If the cache has a lock, that node holds the
 * locks of all of them.
 *
 * @param first the number of the first product key; nobody has read these keys before
 * @param callers the drive of the callers, on that node
 */
public record HeldKeys(String cache, int node, int first, int keys, Drive callers) {

    /** The deadline for a load to begin; a load that begins later would end too late to be useful. */
    public static final Duration SOON = Duration.ofSeconds(2);

    private static final int PER_SECOND = 500;

    /** @param slowness the factor by which the origin's usual time is multiplied for these keys */
    public static HeldKeys take(Stage stage, String cache, int node, int keys, int callersOfAKey, double slowness) {
        int first = stage.freshKeys(keys);
        product(first, keys).forEach(id -> stage.origin().slow(id, slowness));
        Drive callers =
                stage.begin(cache, Reads.on(List.of(node), KeyClass.PRODUCT, first, keys, callersOfAKey, PER_SECOND));
        HeldKeys grip = new HeldKeys(cache, node, first, keys, callers);
        Map<String, String> loading = Map.of("cache", cache, "layer", "origin");
        Patience.until(() -> stage.metrics().counter(node, "cache_layer_in_flight", loading) >= keys, SOON);
        return grip;
    }

    private static List<String> product(int first, int keys) {
        return IntStream.range(first, first + keys)
                .mapToObj(KeyClass.PRODUCT::id)
                .toList();
    }

    public List<String> ids() {
        return product(first, keys);
    }

    public List<Key> held() {
        return ids().stream().map(id -> new Key(cache, id)).toList();
    }
}
