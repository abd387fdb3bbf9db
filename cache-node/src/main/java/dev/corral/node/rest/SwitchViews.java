package dev.corral.node.rest;

import dev.corral.guard.cache.Numbers;
import dev.corral.node.cache.Caches;
import dev.corral.node.cache.NamedCache;
import dev.corral.node.switches.Applied;
import dev.corral.node.switches.CacheSwitches;
import dev.corral.node.switches.Change;
import dev.corral.node.switches.Document;
import dev.corral.node.switches.Fleet;
import dev.corral.node.switches.NodeState;
import dev.corral.node.switches.Outcome;
import dev.corral.node.switches.Switches;
import dev.corral.node.switches.Warming;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

/** The JSON in which the routes of the switches answer. */
final class SwitchViews {

    private SwitchViews() {}

    /** A switch that was made: its record, and the nodes that have confirmed it, have not, and are away. */
    static JsonObject of(Outcome outcome) {
        Document document = outcome.document();
        Fleet fleet = outcome.fleet();
        return change(document.last().orElseThrow())
                .put("confirmed", names(fleet.confirmed(document.revision())))
                .put("silent", array(fleet.silent(document.revision()), SwitchViews::node))
                .put("away", names(fleet.away()));
    }

    /** @param configuredLoads the loads in progress at once without a switch of the gate */
    static JsonObject of(Applied applied, Caches caches, int configuredLoads, Fleet fleet) {
        Switches switches = applied.switches();
        JsonObject json = new JsonObject()
                .put("revision", applied.document().revision())
                .put("gateConfigured", configuredLoads)
                .put("caches", array(List.copyOf(caches.all()), cache -> cache(cache, switches)))
                .put("history", array(applied.document().history(), SwitchViews::change))
                .put("nodes", array(fleet.nodes(), SwitchViews::node));
        switches.gateLoads().ifPresent(loads -> json.put("gate", loads));
        if (!applied.problem().isEmpty()) {
            json.put("problem", applied.problem());
        }
        return json;
    }

    static JsonObject of(Warming.Result result) {
        JsonObject json = new JsonObject()
                .put("loaded", result.loaded())
                .put("stored", result.stored())
                .put("absent", result.absent())
                .put("failed", result.failed());
        result.failure().ifPresent(sentence -> json.put("failure", sentence));
        return json;
    }

    private static JsonObject cache(NamedCache cache, Switches switches) {
        JsonObject json = new JsonObject()
                .put("cache", cache.name())
                .put("chain", cache.config().chain());
        CacheSwitches own = switches.of(cache.name());
        if (!own.isNone()) {
            json.put("switches", of(own));
        }
        return json;
    }

    private static JsonObject of(CacheSwitches own) {
        JsonObject prefixes = new JsonObject();
        own.ttlByPrefix().forEach((prefix, ttl) -> prefixes.put(prefix, Numbers.text(ttl)));
        JsonObject json = new JsonObject()
                .put("with", new JsonArray(own.with()))
                .put("without", new JsonArray(own.without()))
                .put("ttlByPrefix", prefixes)
                .put("shed", own.shed());
        own.ttl().ifPresent(ttl -> json.put("ttl", Numbers.text(ttl)));
        own.whileRevalidate().ifPresent(span -> json.put("whileRevalidate", Numbers.text(span)));
        own.ifError().ifPresent(span -> json.put("ifError", Numbers.text(span)));
        return json;
    }

    private static JsonObject change(Change change) {
        JsonObject json = new JsonObject()
                .put("revision", change.revision())
                .put(
                        "at",
                        Instant.EPOCH.plus(change.atMicros(), ChronoUnit.MICROS).toString())
                .put("who", change.author().who())
                .put("what", change.what())
                .put("why", change.author().why());
        change.undoes().ifPresent(undone -> json.put("undoes", undone));
        return json;
    }

    private static JsonObject node(NodeState node) {
        JsonObject json = new JsonObject()
                .put("node", node.name())
                .put("revision", node.revision())
                .put("live", node.isLive())
                .put("heardMillis", node.heard().toMillis());
        if (!node.problem().isEmpty()) {
            json.put("problem", node.problem());
        }
        return json;
    }

    private static JsonArray names(List<NodeState> nodes) {
        return array(nodes, NodeState::name);
    }

    private static <T> JsonArray array(List<T> values, Function<T, Object> view) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(view.apply(value)));
        return array;
    }
}
