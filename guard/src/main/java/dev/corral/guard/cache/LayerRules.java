package dev.corral.guard.cache;

import dev.corral.guard.chain.LayerName;
import java.util.List;
import java.util.Locale;

/**
 * The rules for a list of layers: known names, once each, in the order of {@link Layers}, and no layer without another
 * one that it needs.
 */
public final class LayerRules {

    /** The required layers: without them a request could wait without end. */
    private static final List<String> NEEDED = List.of(LayerName.DEADLINE, LayerName.TIMEOUT);

    private final List<String> order;
    private final List<String> layers;

    private LayerRules(List<String> order, List<String> layers) {
        this.order = order;
        this.layers = layers;
    }

    /**
     * @throws IllegalArgumentException if a rule is broken; the message names the error and the change that corrects it
     */
    public static void check(Layers known, List<String> layers) {
        LayerRules rules = new LayerRules(known.names(), layers);
        rules.checkNames();
        rules.checkOrder();
        rules.checkWhole();
    }

    private void checkNames() {
        for (String layer : layers) {
            holds(order.contains(layer), "there is no layer '%s'; choose from %s", layer, String.join(", ", order));
            holds(layers.indexOf(layer) == layers.lastIndexOf(layer), "'%s' is listed twice: remove one", layer);
        }
    }

    private void checkOrder() {
        for (int at = 1; at < layers.size(); at++) {
            String outer = layers.get(at - 1);
            String inner = layers.get(at);
            holds(
                    order.indexOf(outer) < order.indexOf(inner),
                    "'%s' must not be outside '%s'; the order, outermost first, is %s",
                    outer,
                    inner,
                    String.join(", ", order));
        }
    }

    private void checkWhole() {
        for (String needed : NEEDED) {
            holds(
                    layers.contains(needed),
                    "'%s' is missing, and without it requests could wait without a limit: add it",
                    needed);
        }
        holds(
                layers.contains(LayerName.LOOKUP) == layers.contains(LayerName.FILL),
                "'lookup' and 'fill' must be used together: add the missing one");
        holds(
                !layers.contains(LayerName.NEAR) || layers.contains(LayerName.LOOKUP),
                "'near' stores entries that 'lookup' finds: add 'lookup' and 'fill', or remove 'near'");
        holds(
                !layers.contains(LayerName.LOCK) || layers.contains(LayerName.FILL),
                "'lock' guards entries that 'fill' writes: add 'lookup' and 'fill', or remove 'lock'");
    }

    private static void holds(boolean holds, String sentence, Object... parts) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, sentence, parts));
        }
    }
}
