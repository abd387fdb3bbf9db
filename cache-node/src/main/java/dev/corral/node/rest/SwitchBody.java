package dev.corral.node.rest;

import dev.corral.node.config.StrictDuration;
import dev.corral.node.switches.Author;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The JSON body of a request for a switch. Unknown members are refused, and no value is guessed. */
final class SwitchBody {

    private static final StrictDuration TIME = new StrictDuration();

    private final JsonObject json;

    private SwitchBody(JsonObject json) {
        this.json = json;
    }

    /**
     * @param members the names of the allowed members, besides {@code who} and {@code why}
     * @throws ProblemException if the body is no JSON object, or has another member
     */
    static SwitchBody of(Buffer body, Set<String> members) {
        JsonObject json = object(body);
        for (String name : json.fieldNames()) {
            if (!members.contains(name) && !name.equals("who") && !name.equals("why")) {
                throw invalid("'" + name + "' is not known; allowed are "
                        + String.join(", ", members.stream().sorted().toList()) + ", who, why: correct it");
            }
        }
        return new SwitchBody(json);
    }

    private static JsonObject object(Buffer body) {
        try {
            return body == null || body.length() == 0 ? new JsonObject() : new JsonObject(body);
        } catch (DecodeException | ClassCastException other) {
            throw invalid("the body must be a JSON object: correct it");
        }
    }

    Author author() {
        String who = text("who").orElse(Author.OPERATOR);
        if (who.isBlank()) {
            throw invalid("who is empty: set it to a name, or leave it out");
        }
        return new Author(who, text("why").orElse(""));
    }

    Optional<String> text(String name) {
        return switch (json.getValue(name)) {
            case null -> Optional.empty();
            case String text -> Optional.of(text);
            default -> throw invalid(name + " must be a string: correct it");
        };
    }

    /** Returns the different texts of an array. */
    List<String> texts(String name) {
        return switch (json.getValue(name)) {
            case null -> List.of();
            case JsonArray array
            when array.stream().allMatch(String.class::isInstance) ->
                array.stream().map(String.class::cast).distinct().toList();
            default -> throw invalid(name + " must be an array of strings: correct it");
        };
    }

    Optional<Duration> time(String name) {
        return text(name).map(given -> time(name, given));
    }

    private static Duration time(String name, String given) {
        try {
            return Optional.ofNullable(TIME.convert(given)).orElseThrow(IllegalArgumentException::new);
        } catch (IllegalArgumentException none) {
            throw invalid(name + " is '" + given + "'; it must be a time such as 500ms, 6s or 10m: correct it");
        }
    }

    Optional<Long> number(String name) {
        return switch (json.getValue(name)) {
            case null -> Optional.empty();
            case Integer number -> Optional.of(number.longValue());
            case Long number -> Optional.of(number);
            default -> throw invalid(name + " must be a whole number: correct it");
        };
    }

    boolean flag(String name) {
        if (json.getValue(name) instanceof Boolean flag) {
            return flag;
        }
        throw invalid(name + " must be true or false: set it");
    }

    /** @throws ProblemException if there is no such member */
    <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(() -> invalid(name + " is missing: set it"));
    }

    static ProblemException invalid(String rule) {
        return new ProblemException(Problems.invalidSwitch(rule));
    }
}
