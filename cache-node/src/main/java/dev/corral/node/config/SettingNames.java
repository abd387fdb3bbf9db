package dev.corral.node.config;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** The names of all settings under {@code corral}; a star stands for a name that the operator chooses. */
final class SettingNames {

    private static final String CACHES = "corral.caches.";
    private static final String STAR = "*";

    /** Patterns, such as {@code corral.caches.*.ttl}. */
    static final List<String> PATTERNS = patterns();

    private SettingNames() {}

    /**
     * Returns the names that a given one may stand for: each pattern with the caches of the default configuration and
     * with the cache and the last segment of the given name.
     */
    static Set<String> like(String given) {
        Set<String> names = new TreeSet<>();
        Set<String> caches = caches();
        String[] segments = given.split("\\.", -1);
        if (segments.length > 3) {
            caches.add(segments[2]);
        }
        for (String pattern : PATTERNS) {
            for (String cache : pattern.startsWith(CACHES) ? caches : Set.of("")) {
                String named =
                        pattern.startsWith(CACHES) ? CACHES + cache + pattern.substring(CACHES.length() + 1) : pattern;
                names.add(named.replace(STAR, segments[segments.length - 1]));
            }
        }
        return names;
    }

    /** The caches of the default configuration. */
    static Set<String> caches() {
        Set<String> caches = new TreeSet<>();
        Properties defaults = new Properties();
        try (InputStream in = SettingNames.class.getResourceAsStream("/application.properties")) {
            if (in != null) {
                defaults.load(in);
            }
        } catch (IOException unreadable) {
            return caches;
        }
        defaults.stringPropertyNames().stream()
                .filter(name -> name.startsWith(CACHES))
                .map(name -> name.substring(CACHES.length()).split("\\.", 2)[0])
                .forEach(caches::add);
        return caches;
    }

    private static List<String> patterns() {
        List<String> names = new ArrayList<>();
        collect("corral", Settings.class, names);
        return List.copyOf(names);
    }

    private static void collect(String prefix, Class<?> group, List<String> names) {
        for (Method method : group.getDeclaredMethods()) {
            if (!method.isDefault() && !method.isSynthetic()) {
                collect(prefix + "." + kebab(method.getName()), method.getGenericReturnType(), names);
            }
        }
    }

    private static void collect(String name, Type type, List<String> names) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            collect(
                    generic.getRawType() == Map.class ? name + "." + STAR : name,
                    arguments[arguments.length - 1],
                    names);
        } else if (type instanceof Class<?> group && group.isInterface() && isOfSettings(group)) {
            collect(name, group, names);
        } else {
            names.add(name);
        }
    }

    private static boolean isOfSettings(Class<?> type) {
        return type == CacheSettings.class || type.getEnclosingClass() == Settings.class;
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
