package dev.corral.node.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every setting of a node, found by reflection, with invalid values: each value is refused with one sentence. */
class EverySettingTest {

    private static final String CACHE = "corral.caches.full";

    /** Values that are invalid for every setting of a type. */
    private static final Map<Class<?>, List<String>> OF_ITS_TYPE = Map.of(
            boolean.class, List.of("maybe", "TRUE!", "2", ""),
            int.class, List.of("many", "1.5", "-1", "99999999999", "99999999999999999999", ""),
            long.class, List.of("many", "1.5", "-1", "99999999999999999999", ""),
            double.class, List.of("much", "NaN", "Infinity", "-Infinity", "-1", ""),
            Duration.class,
                    List.of("soon", "1 fortnight", "PT", "-1s", "-1ms", "40000d", "99999999999999999h", "9e9s", ""),
            Path.class, List.of("/no/such/file"));

    /** Values that are invalid because of the meaning of a setting; every setting of type text has a row here. */
    private static final Map<String, List<String>> OF_ITS_MEANING = Map.ofEntries(
            entry("corral.node.name", List.of("", "a node", "1st", "a\"b", "x".repeat(64))),
            entry(
                    "corral.origin.url",
                    List.of(
                            "",
                            "localhost:8090/rows/{key}",
                            "ftp://localhost/{key}",
                            "http://localhost/rows",
                            "http://localhost/{key}/{key}",
                            "http:///rows/{key}",
                            "http://user:word@localhost/{key}",
                            "http://local host/{key}",
                            "http://localhost:70000/{key}",
                            "http://localhost:0/{key}",
                            "http://localhost/{key}#part",
                            "http://localhost/my rows/{key}",
                            "http://localhost?id={key}",
                            "http://::1/{key}",
                            "http://b\u00fccher.test/{key}")),
            entry("corral.origin.version-header", List.of("Row Version", "Row-Version:", "Zeile\u00e4")),
            entry("corral.origin.forward-headers", List.of("a b", "Cookie", "If-Match", "Connection")),
            entry("corral.origin.max-bytes", List.of("0")),
            entry("corral.origin.max-bytes-under-way", List.of("0", "8388607", "9223372036854775807")),
            entry("corral.origin.connections", List.of("0", "100001")),
            entry("corral.origin.timeout", List.of("0s", "25h")),
            entry("corral.origin.via", List.of("a node", "a/b", "x".repeat(64))),
            entry("corral.redis.prefix", List.of("a:v", "corral*", "x".repeat(33))),
            entry("corral.origin.identity", List.of("a{b}", "a b", "x".repeat(33))),
            entry("corral.store.pending-invalidations", List.of("0", "10000001")),
            entry("corral.clients.max-connections", List.of("0", "1000001")),
            entry("corral.redis.user", List.of("a user", "a@b", "a&password=b")),
            entry("corral.redis.password-file", List.of("/", "\u0000")),
            entry("corral.switches.token-file", List.of("/", "\u0000")),
            entry("corral.without", List.of("cache", "swr,cache")),
            entry("corral.cache-names", List.of("nosuch", "full,nosuch")),
            entry("corral.warm.keys", List.of("lock", "/a", "nosuch/a", "lock/")),
            entry("corral.lock.lease", List.of("1s", "25h")),
            entry("corral.gate.loads", List.of("0", "1000001")),
            entry("corral.gate.queue", List.of("65", "1000001")),
            entry("corral.bulkhead.writes", List.of("0", "1000001")),
            entry("corral.bulkhead.queue", List.of("0", "1000001")),
            entry("corral.flights.max", List.of("0", "10000001")),
            entry("corral.flights.callers", List.of("0", "10000001")),
            entry("corral.breaker.window", List.of("0", "1000001")),
            entry("corral.breaker.failures", List.of("0", "2")),
            entry("corral.near.max-bytes", List.of("0", "9223372036854775807")),
            entry("corral.traces.share", List.of("1.1", "2")),
            entry(
                    "corral.traces.endpoint",
                    List.of(
                            "localhost:4318",
                            "grpc://localhost:4317",
                            "http:///v1/traces",
                            "http://user:word@localhost:4318",
                            "http://localhost:70000",
                            "http://localhost:4318?tenant=1",
                            "http://local host:4318")),
            entry(
                    CACHE + ".layers",
                    List.of("", "deadline,nosuch,timeout", "lookup,nosuch", "deadline", "timeout,deadline")),
            entry(CACHE + ".beta", List.of("0", "101")),
            entry(CACHE + ".jitter", List.of("1", "3")),
            entry(CACHE + ".max-value-bytes", List.of("0", "8388609")),
            entry(CACHE + ".origin-lifetimes", List.of("", "maybe", "true")),
            entry(CACHE + ".query", List.of("", "maybe", "drop")),
            entry(CACHE + ".credentials", List.of("", "maybe", "forward")));

    private record Setting(String name, Class<?> type, boolean optional) {
        /** The invalid values; an empty value is valid for an optional setting. */
        List<String> impossible() {
            List<String> values = new ArrayList<>(OF_ITS_MEANING.getOrDefault(name, List.of()));
            OF_ITS_TYPE.getOrDefault(type, List.of()).stream()
                    .filter(value -> !optional || !value.isEmpty())
                    .forEach(values::add);
            return values;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void impossibleValue_isOneSentenceThatNamesTheSetting(Setting setting) {
        assertThat(setting.impossible())
                .as(
                        "impossible values of %s, a setting of %s: add its rule to Ranges or Rules, and a row to"
                                + " OF_ITS_MEANING here",
                        setting, setting.type().getSimpleName())
                .isNotEmpty();
        for (String value : setting.impossible()) {
            Throwable failure = catchThrowable(() -> TestSettings.checked(setting.name(), value));

            assertThat(failure)
                    .as("%s=%s must be refused: add a rule to Ranges or Rules", setting, value)
                    .isNotNull();
            assertThat(StartFailure.explain(failure))
                    .as("%s=%s", setting, value)
                    .hasLineCount(1)
                    .contains(setting.name())
                    .contains(":")
                    .doesNotContain("SRCFG", "Exception", "\tat ", "the node did not start", "user:word");
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void misspelledName_isOneSentenceThatNamesIt(Setting setting) {
        String name = setting.name() + "x";
        Throwable failure = catchThrowable(() -> TestSettings.checked(name, "1"));

        if (!setting.name().contains("ttl-by-prefix")) {
            assertThat(StartFailure.explain(failure))
                    .hasLineCount(1)
                    .contains(name + " is not known; the nearest known name is ");
        }
    }

    @Test
    void everyRow_isOfASetting() {
        assertThat(OF_ITS_MEANING.keySet())
                .as("rows of this test whose setting is gone")
                .isSubsetOf(settings().map(Setting::name).toList());
    }

    @Test
    void defaultConfiguration_isPossible() {
        assertThatCode(TestSettings::checked).doesNotThrowAnyException();
    }

    static Stream<Setting> settings() {
        Map<String, Setting> found = new TreeMap<>();
        collect("corral", Settings.class, found);
        return found.values().stream();
    }

    private static void collect(String prefix, Class<?> group, Map<String, Setting> found) {
        for (Method method : group.getDeclaredMethods()) {
            if (!method.isDefault() && !method.isSynthetic()) {
                String name = prefix + "." + kebab(method.getName());
                collect(name, method.getGenericReturnType(), false, found);
            }
        }
    }

    private static void collect(String name, Type type, boolean optional, Map<String, Setting> found) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            String inside = raw == Map.class ? name + "." + (name.equals("corral.caches") ? "full" : "some") : name;
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            collect(inside, last, optional || raw == Optional.class, found);
        } else if (type == CacheSettings.class
                || ((Class<?>) type).getEnclosingClass() == Settings.class && ((Class<?>) type).isInterface()) {
            collect(name, (Class<?>) type, found);
        } else {
            found.put(name, new Setting(name, primitive((Class<?>) type), optional));
        }
    }

    private static Class<?> primitive(Class<?> type) {
        return type == Integer.class
                ? int.class
                : type == Long.class
                        ? long.class
                        : type == Double.class ? double.class : type == Boolean.class ? boolean.class : type;
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
