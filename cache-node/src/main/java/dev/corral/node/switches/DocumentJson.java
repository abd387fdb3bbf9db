package dev.corral.node.switches;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Converts the shared document to JSON and back. */
final class DocumentJson {

    private static final int LARGEST_TEXT = 256 * 1024;

    private DocumentJson() {}

    /** @throws IllegalArgumentException if the text is longer than Redis should hold */
    static void checkLength(String text) {
        if (text.length() > LARGEST_TEXT) {
            throw new IllegalArgumentException("the switches of the fleet would have " + text.length()
                    + " characters; they must have at most " + LARGEST_TEXT + ": undo some");
        }
    }

    /** Returns the document with as many of its changes, the newest first, as the length allows; at least with one. */
    static Document fitted(Document document) {
        Document fitted = document;
        while (fitted.history().size() > 1 && write(fitted).length() > LARGEST_TEXT) {
            fitted = fitted.withoutOldest();
        }
        return fitted;
    }

    static String write(Document document) {
        JsonArray history = new JsonArray();
        document.history().forEach(change -> history.add(write(change)));
        return new JsonObject()
                .put("revision", document.revision())
                .put("switches", write(document.switches()))
                .put("history", history)
                .encode();
    }

    /** Returns the empty document for a text that is not one. */
    static Document read(String text) {
        try {
            JsonObject json = new JsonObject(text);
            return new Document(
                    json.getLong("revision"),
                    switches(json.getJsonObject("switches")),
                    objects(json.getJsonArray("history")).stream()
                            .map(DocumentJson::change)
                            .toList());
        } catch (DecodeException
                | ClassCastException
                | NullPointerException
                | DateTimeException
                | IllegalArgumentException other) {
            return Document.EMPTY;
        }
    }

    private static JsonObject write(Change change) {
        JsonObject json = new JsonObject()
                .put("revision", change.revision())
                .put("who", change.author().who())
                .put("why", change.author().why())
                .put("atMicros", change.atMicros())
                .put("what", change.what())
                .put("before", write(change.before()));
        change.undoes().ifPresent(undone -> json.put("undoes", undone));
        return json;
    }

    private static Change change(JsonObject json) {
        return new Change(
                json.getLong("revision"),
                new Author(json.getString("who"), json.getString("why")),
                json.getLong("atMicros"),
                json.getString("what"),
                switches(json.getJsonObject("before")),
                Optional.ofNullable(json.getLong("undoes")));
    }

    private static JsonObject write(Switches switches) {
        JsonObject caches = new JsonObject();
        switches.caches().forEach((cache, own) -> caches.put(cache, write(own)));
        JsonObject json = new JsonObject().put("caches", caches);
        switches.gateLoads().ifPresent(loads -> json.put("gateLoads", loads));
        return json;
    }

    private static Switches switches(JsonObject json) {
        JsonObject caches = json.getJsonObject("caches");
        Map<String, CacheSwitches> own = caches.fieldNames().stream()
                .collect(Collectors.toMap(cache -> cache, cache -> cacheSwitches(caches.getJsonObject(cache))));
        return new Switches(own, Optional.ofNullable(json.getInteger("gateLoads")));
    }

    private static JsonObject write(CacheSwitches own) {
        JsonObject prefixes = new JsonObject();
        own.ttlByPrefix().forEach((prefix, ttl) -> prefixes.put(prefix, ttl.toString()));
        JsonObject json = new JsonObject()
                .put("with", new JsonArray(own.with()))
                .put("without", new JsonArray(own.without()))
                .put("ttlByPrefix", prefixes)
                .put("shed", own.shed());
        own.ttl().ifPresent(ttl -> json.put("ttl", ttl.toString()));
        own.whileRevalidate().ifPresent(span -> json.put("whileRevalidate", span.toString()));
        own.ifError().ifPresent(span -> json.put("ifError", span.toString()));
        return json;
    }

    private static CacheSwitches cacheSwitches(JsonObject json) {
        JsonObject prefixes = json.getJsonObject("ttlByPrefix");
        return new CacheSwitches(
                names(json.getJsonArray("with")),
                names(json.getJsonArray("without")),
                span(json, "ttl"),
                prefixes.fieldNames().stream()
                        .collect(Collectors.toMap(
                                prefix -> prefix,
                                prefix -> span(prefixes, prefix).orElseThrow())),
                span(json, "whileRevalidate"),
                span(json, "ifError"),
                json.getBoolean("shed"));
    }

    private static Optional<Duration> span(JsonObject json, String name) {
        return Optional.ofNullable(json.getString(name)).map(Duration::parse);
    }

    private static List<String> names(JsonArray names) {
        return names.stream().map(String.class::cast).toList();
    }

    private static List<JsonObject> objects(JsonArray objects) {
        return objects.stream().map(JsonObject.class::cast).toList();
    }
}
