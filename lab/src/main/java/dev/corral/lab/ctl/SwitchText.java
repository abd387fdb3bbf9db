package dev.corral.lab.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.lab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The answers of a node about switches, as text for a person. */
final class SwitchText {

    private SwitchText() {}

    /** Formats a switch that was made and the nodes that have applied it. */
    static String made(JsonNode made) {
        List<String> lines = new ArrayList<>();
        lines.add("revision " + made.path("revision").asLong() + ": "
                + made.path("what").asText());
        lines.add("applied by " + orNone(names(made.path("confirmed"))));
        if (!made.path("away").isEmpty()) {
            lines.add("away: " + names(made.path("away")) + "; a node that comes back applies it then");
        }
        return String.join("\n", lines);
    }

    /** Formats the live nodes that have not applied a switch. */
    static String silent(JsonNode made) {
        String nodes = stream(made.path("silent"))
                .map(node -> node.path("node").asText() + problem(node))
                .collect(Collectors.joining(", "));
        return "revision " + made.path("revision").asLong() + " is not applied by " + nodes
                + ": look at it with ./corral ctl status";
    }

    static String status(JsonNode status) {
        long revision = status.path("revision").asLong();
        List<String> lines = new ArrayList<>();
        lines.add(revision == 0 ? "revision 0: no switch was made" : "revision " + revision);
        lines.add("gate     " + gate(status));
        if (status.has("problem")) {
            lines.add("problem  " + status.path("problem").asText());
        }
        lines.add("");
        lines.add("caches");
        stream(status.path("caches")).forEach(cache -> lines.addAll(cache(cache)));
        lines.add("");
        lines.add("nodes");
        lines.addAll(nodes(status.path("nodes"), revision));
        if (!status.path("history").isEmpty()) {
            lines.add("");
            lines.add("last switches, newest first");
            stream(status.path("history")).forEach(change -> lines.add(change(change)));
        }
        return String.join("\n", lines);
    }

    private static String gate(JsonNode status) {
        int configured = status.path("gateConfigured").asInt();
        int loads = status.path("gate").asInt(configured);
        String text = loads + " loads on each node";
        return status.has("gate") ? text + " (switched; the configuration has " + configured + ")" : text;
    }

    private static List<String> cache(JsonNode cache) {
        List<String> lines = new ArrayList<>();
        lines.add(Text.of(
                "  %-14s %s", cache.path("cache").asText(), cache.path("chain").asText()));
        JsonNode own = cache.path("switches");
        if (!own.isMissingNode()) {
            lines.add(Text.of("  %-14s switched: %s", "", switches(own)));
        }
        return lines;
    }

    private static String switches(JsonNode own) {
        List<String> parts = new ArrayList<>();
        stream(own.path("with")).forEach(name -> parts.add("with " + name.asText()));
        stream(own.path("without")).forEach(name -> parts.add("without " + name.asText()));
        add(own, "ttl", "ttl ", parts);
        own.path("ttlByPrefix")
                .properties()
                .forEach(prefix ->
                        parts.add("ttl " + prefix.getValue().asText() + " of keys with prefix " + prefix.getKey()));
        add(own, "whileRevalidate", "stale while revalidate ", parts);
        add(own, "ifError", "stale if error ", parts);
        if (own.path("shed").asBoolean()) {
            parts.add("shed (loads are refused)");
        }
        return String.join(", ", parts);
    }

    private static void add(JsonNode own, String name, String words, List<String> parts) {
        if (own.hasNonNull(name)) {
            parts.add(words + own.path(name).asText());
        }
    }

    private static List<String> nodes(JsonNode nodes, long revision) {
        return nodes.isEmpty()
                ? List.of("  unknown: Redis does not answer")
                : stream(nodes).map(node -> node(node, revision)).toList();
    }

    private static String node(JsonNode node, long revision) {
        String name = node.path("node").asText();
        if (!node.path("live").asBoolean()) {
            return Text.of(
                    "  %-14s away, last heard %d s ago",
                    name, node.path("heardMillis").asLong() / 1_000);
        }
        long applied = node.path("revision").asLong();
        String state = applied < revision ? ", not yet revision " + revision : "";
        return Text.of("  %-14s revision %d%s%s", name, applied, state, problem(node));
    }

    private static String problem(JsonNode node) {
        return node.has("problem") ? " (" + node.path("problem").asText() + ")" : "";
    }

    private static String change(JsonNode change) {
        String why = change.path("why").asText();
        return Text.of(
                "  %d  %s  %s  %s%s",
                change.path("revision").asLong(),
                change.path("at").asText(),
                change.path("who").asText(),
                change.path("what").asText(),
                why.isEmpty() ? "" : " (" + why + ")");
    }

    /** Formats the most frequent keys of a cache on one node. */
    static String hot(JsonNode hot) {
        List<String> lines = new ArrayList<>();
        lines.add("cache " + hot.path("cache").asText() + ", last "
                + hot.path("window").asText() + ", this node");
        lines.add("most loads");
        keys(hot.path("loads"), "count", lines);
        lines.add("most reads, estimated");
        keys(hot.path("reads"), "estimate", lines);
        return String.join("\n", lines);
    }

    private static void keys(JsonNode keys, String number, List<String> lines) {
        if (keys.isEmpty()) {
            lines.add("  none");
        }
        stream(keys)
                .forEach(key -> lines.add(Text.of(
                        "  %10d  %s", key.path(number).asLong(), key.path("key").asText())));
    }

    static String warmed(JsonNode result) {
        return Text.of(
                "loaded %d, stored already %d, absent %d, failed %d",
                result.path("loaded").asLong(),
                result.path("stored").asLong(),
                result.path("absent").asLong(),
                result.path("failed").asLong());
    }

    private static String names(JsonNode names) {
        return stream(names).map(JsonNode::asText).collect(Collectors.joining(", "));
    }

    private static String orNone(String names) {
        return names.isEmpty() ? "no node" : names;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
