package dev.corral.origin.rest;

import dev.corral.origin.faults.Fault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Reads and writes a fault as JSON.
 *
 * <p>A body that is not a fault is refused with one sentence; no value is guessed.
 */
final class FaultJson {

    private static final Set<String> MEMBERS = Set.of("kind", "forMillis", "factor", "share", "key");

    private FaultJson() {}

    static Fault read(Buffer body) {
        JsonObject json = object(body);
        json.fieldNames().stream()
                .filter(name -> !MEMBERS.contains(name))
                .findFirst()
                .ifPresent(FaultJson::unknown);
        return new Fault(
                Fault.Kind.of(text(json, "kind")),
                Duration.ofMillis((long) number(json, "forMillis", 0)),
                number(json, "factor", 10),
                number(json, "share", 1),
                text(json, "key"));
    }

    static JsonObject write(Fault fault, Duration timeLeft) {
        return new JsonObject()
                .put("kind", fault.kind().word())
                .put("remainingMillis", timeLeft.toMillis())
                .put("factor", fault.factor())
                .put("share", fault.share())
                .put("key", fault.key());
    }

    private static JsonObject object(Buffer body) {
        try {
            return new JsonObject(body == null ? Buffer.buffer() : body);
        } catch (DecodeException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "A fault must be a JSON object such as {\"kind\":\"slow\",\"forMillis\":5000}.");
        }
    }

    private static String text(JsonObject json, String name) {
        return switch (json.getValue(name)) {
            case null -> null;
            case String text -> text;
            default ->
                throw new IllegalArgumentException(String.format(Locale.ROOT, "A fault's %s must be a string.", name));
        };
    }

    private static double number(JsonObject json, String name, double byDefault) {
        return switch (json.getValue(name)) {
            case null -> byDefault;
            case Number number -> number.doubleValue();
            default ->
                throw new IllegalArgumentException(String.format(Locale.ROOT, "A fault's %s must be a number.", name));
        };
    }

    private static void unknown(String name) {
        throw new IllegalArgumentException(
                String.format(Locale.ROOT, "A fault has no '%s', only kind, forMillis, factor, share and key.", name));
    }
}
