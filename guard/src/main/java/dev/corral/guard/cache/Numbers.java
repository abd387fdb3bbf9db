package dev.corral.guard.cache;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Named numbers of a layer, in the units in which they were configured. */
public record Numbers(Map<String, Object> values) {

    public static final Numbers NONE = new Numbers(Map.of());

    public Numbers {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public static Numbers of(String name, Duration span) {
        return NONE.and(name, span);
    }

    public Numbers and(String name, Duration span) {
        return and(name, (Object) text(span));
    }

    public Numbers and(String name, Object value) {
        return and(new Numbers(Map.of(name, value)));
    }

    public Numbers and(Numbers others) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.putAll(others.values);
        return new Numbers(more);
    }

    /** Formats a duration as it is configured: {@code 500ms}, {@code 6s}, {@code 1m30s}. */
    public static String text(Duration span) {
        return span.compareTo(Duration.ofSeconds(1)) < 0
                ? span.toMillis() + "ms"
                : span.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /** Formats the numbers, for example as {@code (ttl 6s, jitter 0.2)}; empty if there are none. */
    @Override
    public String toString() {
        return values.isEmpty()
                ? ""
                : values.entrySet().stream()
                        .map(number -> number.getKey() + " " + number.getValue())
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
