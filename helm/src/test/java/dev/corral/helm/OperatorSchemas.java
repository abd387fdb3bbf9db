package dev.corral.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The schemas of the Prometheus Operator's objects, which kubeconform uses too. A field that a schema does not have is an error.
 *
 * <p>This checks as much of JSON Schema as these schemas contain: types, required fields, patterns, enumerations.
 */
final class OperatorSchemas {

    private static final Path FOLDER = Path.of("../k8s/operator-schemas");
    private static final ObjectMapper JSON = new ObjectMapper();

    private OperatorSchemas() {}

    /** @throws IllegalArgumentException with the path of the first field that the schema does not allow */
    static void check(JsonNode object) {
        String kind = object.path("kind").asText().toLowerCase(Locale.ROOT);
        check(schema(kind), object, kind);
    }

    private static JsonNode schema(String kind) {
        try {
            return JSON.readTree(Chart.read(FOLDER.resolve(kind + "-monitoring-v1.json")));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void check(JsonNode schema, JsonNode value, String at) {
        require(isOfType(schema, value), at);
        require(!schema.has("enum") || contains(schema.get("enum"), value), at);
        require(
                !schema.has("pattern")
                        || value.asText().matches(schema.get("pattern").asText()),
                at);
        schema.path("required").forEach(name -> require(value.has(name.asText()), at + "." + name.asText()));
        value.properties().forEach(field -> field(schema, field.getKey(), field.getValue(), at));
        for (int index = 0; value.isArray() && index < value.size(); index++) {
            check(schema.path("items"), value.get(index), at + "[" + index + "]");
        }
    }

    private static void field(JsonNode schema, String name, JsonNode value, String at) {
        JsonNode own = schema.path("properties").path(name);
        JsonNode others = schema.path("additionalProperties");
        require(!own.isMissingNode() || !others.isBoolean() || others.asBoolean(), at + "." + name);
        check(own.isMissingNode() ? others : own, value, at + "." + name);
    }

    private static boolean isOfType(JsonNode schema, JsonNode value) {
        return switch (schema.path("type").asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> true;
        };
    }

    private static boolean contains(JsonNode allowed, JsonNode value) {
        for (JsonNode each : allowed) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static void require(boolean kept, String at) {
        if (!kept) {
            throw new IllegalArgumentException("the schema does not allow this: " + at);
        }
    }
}
