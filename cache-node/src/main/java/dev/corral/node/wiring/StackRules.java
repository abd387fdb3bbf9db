package dev.corral.node.wiring;

import static dev.corral.node.wiring.Rule.holds;

import java.util.List;

/** What a list of layers must hold: known names, once each, in the one order that works, and nothing half done. */
final class StackRules {

    private static final String ORDER = String.join(", ", Registry.ORDER);

    private final String where;
    private final List<String> layers;

    private StackRules(String where, List<String> layers) {
        this.where = where;
        this.layers = layers;
    }

    static void check(String where, List<String> layers) {
        StackRules rules = new StackRules(where, layers);
        rules.checkNames();
        rules.checkOrder();
        rules.checkWhole();
    }

    private void checkNames() {
        for (String layer : layers) {
            holds(Registry.ORDER.contains(layer), "%s: there is no layer '%s'; choose from %s", where, layer, ORDER);
            holds(
                    layers.indexOf(layer) == layers.lastIndexOf(layer),
                    "%s: '%s' stands twice; take one out",
                    where,
                    layer);
        }
    }

    private void checkOrder() {
        for (int at = 1; at < layers.size(); at++) {
            String outer = layers.get(at - 1);
            String inner = layers.get(at);
            holds(
                    Registry.ORDER.indexOf(outer) < Registry.ORDER.indexOf(inner),
                    "%s: '%s' must not stand outside '%s'; the order is, outermost first, %s",
                    where,
                    outer,
                    inner,
                    ORDER);
        }
    }

    private void checkWhole() {
        for (String needed : Registry.NEEDED) {
            holds(layers.contains(needed), "%s: '%s' is missing, and a wait would have no end; add it", where, needed);
        }
        holds(
                layers.contains(Registry.LOOKUP) == layers.contains(Registry.FILL),
                "%s: 'lookup' and 'fill' need each other; add the one that is missing",
                where);
        holds(
                !layers.contains(Registry.NEAR) || layers.contains(Registry.LOOKUP),
                "%s: 'near' keeps what 'lookup' finds; add 'lookup' and 'fill', or take 'near' out",
                where);
        holds(
                !layers.contains(Registry.LOCK) || layers.contains(Registry.FILL),
                "%s: 'lock' guards what 'fill' writes; add 'lookup' and 'fill', or take 'lock' out",
                where);
    }
}
