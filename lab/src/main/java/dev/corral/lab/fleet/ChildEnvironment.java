package dev.corral.lab.fleet;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The environment variables and system properties that the lab's child processes inherit: everything from the lab's own
 * environment except the variables that would change the measurements.
 *
 * <p>Those variables are the options of JVMs, of which the system properties are kept, and the settings of the
 * services, which a Quarkus application also reads from variables. A fleet is configured by the options of the command
 * alone.
 */
public final class ChildEnvironment {

    /** The variables with JVM options, in the order in which JVMs read them; the last one has precedence. */
    private static final List<String> JAVA_OPTIONS = List.of(
            "JAVA_TOOL_OPTIONS", "OPENJ9_JAVA_OPTIONS", "IBM_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /**
     * A variable with a setting, in any spelling that MicroProfile Config accepts, also with a profile: {@code
     * _PROD_QUARKUS_LOG_LEVEL}.
     */
    private static final Pattern SETTING = Pattern.compile("(_[A-Z0-9_]*_)?(CORRAL|QUARKUS|SMALLRYE|MP_CONFIG)_.*");

    private static final String PROPERTY = "-D";

    private final Map<String, String> all;

    public ChildEnvironment(Map<String, String> all) {
        this.all = Map.copyOf(all);
    }

    /** The environment of this process. */
    public static ChildEnvironment ofLab() {
        return new ChildEnvironment(System.getenv());
    }

    /** Removes the variables that a child must not inherit. */
    void limit(Map<String, String> child) {
        child.keySet().removeIf(name -> JAVA_OPTIONS.contains(name) || isSetting(name));
    }

    /** The system properties from the JVM options, except the settings of services. They may contain secrets. */
    List<String> systemProperties() {
        return JAVA_OPTIONS.stream()
                .flatMap(name -> Stream.ofNullable(all.get(name)))
                .flatMap(variable -> JavaOptions.split(variable).stream())
                .filter(option -> option.startsWith(PROPERTY) && !isSetting(nameOf(option)))
                .toList();
    }

    /** The names of the variables that are settings of services, sorted. */
    public List<String> settings() {
        return all.keySet().stream()
                .filter(ChildEnvironment::isSetting)
                .sorted()
                .toList();
    }

    private static String nameOf(String option) {
        int end = option.indexOf('=');
        return option.substring(PROPERTY.length(), end < 0 ? option.length() : end);
    }

    private static boolean isSetting(String name) {
        return SETTING.matcher(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))
                .matches();
    }
}
