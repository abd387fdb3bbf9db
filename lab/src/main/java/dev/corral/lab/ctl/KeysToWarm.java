package dev.corral.lab.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The keys that {@code ctl warm} loads, each once: those that a user names, then hot keys of another fleet. */
final class KeysToWarm {

    private final Set<String> keys = new LinkedHashSet<>();

    private KeysToWarm() {}

    /** @param named null if the command line names none */
    static KeysToWarm named(List<String> named) {
        KeysToWarm keys = new KeysToWarm();
        if (named != null) {
            keys.keys.addAll(named);
        }
        return keys;
    }

    /**
     * Adds the keys with the most reads, and then those with the most loads.
     *
     * @param hot the answer of a node
     */
    void addHot(JsonNode hot) {
        for (String kind : List.of("reads", "loads")) {
            hot.path(kind).forEach(each -> keys.add(each.path("key").asText()));
        }
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    List<String> list() {
        return List.copyOf(keys);
    }
}
