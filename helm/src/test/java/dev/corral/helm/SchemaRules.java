package dev.corral.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Every rule of the schema, each with a value that breaks it. */
final class SchemaRules {

    /** What no pattern of the schema takes, and no enumeration has. */
    private static final String NONSENSE = "? ?";

    /** The name that stands for all of a map's. */
    private static final String ANY = "any";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /**
     * @param at the place that the complaint names
     * @param rule the schema's word for it
     * @param names the names down to the value
     * @param value breaks the rule
     */
    record Broken(String at, String rule, List<String> names, JsonNode value) {

        /** Two that meddle with the same value cannot be tried together. */
        boolean collides(Broken other) {
            int common = Math.min(names.size(), other.names.size());
            return names.subList(0, common).equals(other.names.subList(0, common)) || at.equals(other.at);
        }
    }

    private final JsonNode schema;
    private final JsonNode defaults;
    private final List<Broken> broken = new ArrayList<>();

    private SchemaRules(JsonNode schema, JsonNode defaults) {
        this.schema = schema;
        this.defaults = defaults;
    }

    static List<Broken> of(JsonNode schema, JsonNode defaults) {
        SchemaRules rules = new SchemaRules(schema, defaults);
        rules.walk(schema, List.of());
        return rules.broken;
    }

    private void walk(JsonNode node, List<String> names) {
        if (node.has("$ref")) {
            walk(schema.at(node.get("$ref").asText().substring(1)), names);
        } else if (node.path("type").asText().equals("object")) {
            object(node, names);
        } else if (node.path("type").asText().equals("array")) {
            array(node, names);
        } else {
            add("type, enum, pattern or anyOf", names, wrong(node));
            bounds(node, names);
        }
    }

    private void object(JsonNode node, List<String> names) {
        node.path("required").forEach(name -> broken.add(without(names, name.asText())));
        if (node.has("propertyNames")) {
            broken.add(new Broken(pointer(names), "propertyNames", child(names, NONSENSE), JSON.objectNode()));
        }
        if (node.has("minProperties")) {
            ObjectNode none = JSON.objectNode();
            defaults.at(pointer(names)).fieldNames().forEachRemaining(none::putNull);
            add("minProperties", names, none);
        }
        if (node.path("additionalProperties").isObject()) {
            walk(node.get("additionalProperties"), child(names, ANY));
        } else if (node.has("additionalProperties")) {
            broken.add(new Broken(pointer(names), "additionalProperties", child(names, NONSENSE), JSON.numberNode(1)));
        }
        node.path("properties").properties().forEach(each -> walk(each.getValue(), child(names, each.getKey())));
    }

    /** Null takes a default away; of an item there is none. */
    private Broken without(List<String> names, String name) {
        return defaults.isMissingNode()
                ? new Broken(pointer(names), "required", names, JSON.objectNode())
                : new Broken(pointer(names), "required", child(names, name), JSON.nullNode());
    }

    /** Of an array's items, the rules as for one that stands alone; its complaint is about the first. */
    private void array(JsonNode node, List<String> names) {
        add("type", names, JSON.textNode(NONSENSE));
        if (node.has("minItems")) {
            add("minItems", names, JSON.arrayNode());
        }
        if (node.has("uniqueItems")) {
            add("uniqueItems", names, JSON.arrayNode().add("deadline").add("deadline"));
        }
        SchemaRules items = new SchemaRules(schema, JSON.missingNode());
        items.walk(node.get("items"), List.of("0"));
        items.broken.forEach(item -> broken.add(new Broken(
                pointer(names) + item.at(), item.rule(), names, JSON.arrayNode().add(inside(item)))));
    }

    private static JsonNode inside(Broken item) {
        return new Overlay().put(item.names(), item.value()).get("0");
    }

    private void bounds(JsonNode node, List<String> names) {
        if (node.has("minimum")) {
            add(
                    "minimum",
                    names,
                    JSON.numberNode(node.get("minimum").decimalValue().subtract(BigDecimal.ONE)));
        }
        if (node.has("maximum")) {
            add(
                    "maximum",
                    names,
                    JSON.numberNode(node.get("maximum").decimalValue().add(BigDecimal.ONE)));
        }
    }

    private static JsonNode wrong(JsonNode node) {
        boolean anyText = node.path("type").asText().equals("string") && !node.has("pattern");
        return anyText ? JSON.numberNode(7) : JSON.textNode(NONSENSE);
    }

    private void add(String rule, List<String> names, JsonNode value) {
        broken.add(new Broken(pointer(names), rule, names, value));
    }

    private static List<String> child(List<String> names, String name) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return List.copyOf(longer);
    }

    private static String pointer(List<String> names) {
        return names.isEmpty() ? "" : "/" + String.join("/", names);
    }
}
