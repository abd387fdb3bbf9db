package dev.corral.guard.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What Redis states about itself in its replies to INFO. A value that this Redis does not state, or that is unknown at
 * present, is empty.
 *
 * @param usedMemoryBytes the memory that Redis uses
 * @param maxMemoryBytes the limit of its memory; 0 if it has none
 * @param evictedKeys the number of keys that it has evicted since its start, because its memory was full
 * @param connectedClients the number of its client connections
 */
public record RedisInfo(
        OptionalLong usedMemoryBytes,
        OptionalLong maxMemoryBytes,
        OptionalLong evictedKeys,
        OptionalLong connectedClients) {

    /** Nothing is known. */
    public static final RedisInfo UNKNOWN =
            new RedisInfo(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /** Parses sections of INFO: lines of a name, a colon and a value. All other lines are ignored. */
    static RedisInfo of(String sections) {
        Map<String, String> values = new HashMap<>();
        sections.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 1));
            }
        });
        return new RedisInfo(
                number(values.get("used_memory")),
                number(values.get("maxmemory")),
                number(values.get("evicted_keys")),
                number(values.get("connected_clients")));
    }

    private static OptionalLong number(String text) {
        return text != null && text.matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }
}
