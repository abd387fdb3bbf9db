package dev.corral.node.wiring;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The numbers by which something works, in the units in which they were configured. */
public record Numbers(@JsonValue Map<String, Object> values) {

    static final Numbers NONE = new Numbers(Map.of());

    static Numbers of(String name, Duration span) {
        return NONE.and(name, span);
    }

    static Numbers of(Settings.Flights flights) {
        return NONE.and("max", flights.max()).and("callers", flights.callers());
    }

    static Numbers of(Settings.Lock lock) {
        return NONE.and("lease", lock.lease())
                .and("renewal-cap", lock.renewalCap())
                .and("wait-budget", lock.waitBudget());
    }

    static Numbers of(Settings.Near near) {
        return NONE.and("max-bytes", near.maxBytes());
    }

    static Numbers of(Settings.Gate gate) {
        return NONE.and("loads", gate.loads()).and("queue", gate.queue());
    }

    static Numbers of(Settings.Breaker breaker) {
        return NONE.and("window", breaker.window())
                .and("failures", breaker.failures())
                .and("pause", breaker.pause());
    }

    static Numbers freshness(Lifetimes lifetimes) {
        Numbers numbers = lifetimes.servesStale()
                ? NONE.and("stale-while-revalidate", lifetimes.staleness().whileRevalidate())
                : NONE;
        numbers = lifetimes.servesStaleIfError()
                ? numbers.and("stale-if-error", lifetimes.staleness().ifError())
                : numbers;
        return lifetimes.beta().isPresent()
                ? numbers.and("beta", lifetimes.beta().get())
                : numbers;
    }

    static Numbers retention(Plan plan) {
        Lifetimes lifetimes = plan.lifetimes();
        Numbers numbers = NONE.and("ttl", lifetimes.ttl());
        for (Map.Entry<String, Duration> own : lifetimes.ttlByPrefix().entrySet()) {
            numbers = numbers.and("ttl-by-prefix." + own.getKey(), own.getValue());
        }
        numbers = lifetimes.jitter() > 0 ? numbers.and("jitter", lifetimes.jitter()) : numbers;
        numbers = lifetimes.negativeTtl().isPresent()
                ? numbers.and("negative-ttl", lifetimes.negativeTtl().get())
                : numbers;
        return numbers.and("max-value-bytes", plan.maxValueBytes());
    }

    private Numbers and(String name, Duration span) {
        return and(name, (Object) text(span));
    }

    private Numbers and(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Numbers(more);
    }

    /** As it is configured: {@code 500ms}, {@code 6s}, {@code 1m30s}. */
    static String text(Duration span) {
        return span.compareTo(Duration.ofSeconds(1)) < 0
                ? span.toMillis() + "ms"
                : span.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /** As one reads it in a line. */
    @Override
    public String toString() {
        return values.isEmpty()
                ? ""
                : values.entrySet().stream()
                        .map(number -> number.getKey() + " " + number.getValue())
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
