package dev.corral.node.config;

import static dev.corral.node.config.Rule.holds;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.SysPropConfigSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The names under {@code quarkus} that have no effect: those that no extension knows, and those that are fixed when the
 * node is built. The framework finds them while it reads its configuration, reports them in its log, and ignores them.
 * The node refuses to start if a system property or a file sets one of them. Environment variables are left out,
 * because the name of one variable can stand for several properties.
 */
public final class FrameworkNames extends Handler {

    private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";
    private static final Pattern UNKNOWN = Pattern.compile(
            "Unrecognized configuration key \"(?<name>quarkus\\.[^\"]*(?:\"[^\"]*\"[^\"]*)*)\" was provided");
    private static final Pattern FIXED = Pattern.compile("- (?<name>quarkus\\.\\S+) is set to ");
    private static final Logger KEYS = Logger.getLogger("io.quarkus.config");
    private static final Logger VALUES = Logger.getLogger("io.quarkus.runtime.configuration.ConfigRecorder");
    private static final Set<String> UNKNOWN_NAMES = new ConcurrentSkipListSet<>();
    private static final Set<String> FIXED_NAMES = new ConcurrentSkipListSet<>();

    /** Registers a handler for the framework's reports. Must be called before the framework starts. */
    public static void listen() {
        FrameworkNames names = new FrameworkNames();
        KEYS.addHandler(names);
        VALUES.addHandler(names);
    }

    /** @throws io.quarkus.runtime.configuration.ConfigurationException with a sentence about the first of the names */
    public static void check(Config config) {
        for (String name : UNKNOWN_NAMES) {
            holds(!isGiven(config, name), "%s is not known%s", name, advice(nearest(name)));
        }
        for (String name : FIXED_NAMES) {
            holds(
                    !isGiven(config, name),
                    "%s is fixed when the node is built, and has no effect at its start: remove it",
                    name);
        }
    }

    static String advice(Optional<String> nearest) {
        return nearest.map(name -> "; the nearest known name is " + name + ": correct it, or remove it")
                .orElse(": remove it, or correct its name");
    }

    private static boolean isGiven(Config config, String name) {
        return StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .filter(FrameworkNames::isOfThisStart)
                .anyMatch(source -> source.getValue(name) != null);
    }

    private static boolean isOfThisStart(ConfigSource source) {
        return source instanceof SysPropConfigSource
                || String.valueOf(source.getName()).contains("[source=file:");
    }

    /** The nearest of the names that the extensions' own documentation lists. */
    private static Optional<String> nearest(String name) {
        Set<String> known = new TreeSet<>();
        try {
            for (URL model : Collections.list(
                    Thread.currentThread().getContextClassLoader().getResources(MODEL))) {
                try (InputStream in = model.openStream()) {
                    new ObjectMapper().readTree(in).findValues("property").forEach(each -> known.add(each.asText()));
                }
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        return Nearest.to(name, known);
    }

    @Override
    public void publish(LogRecord report) {
        String text = text(report);
        collect(UNKNOWN.matcher(text), UNKNOWN_NAMES);
        collect(FIXED.matcher(text), FIXED_NAMES);
    }

    private static void collect(Matcher found, Set<String> names) {
        while (found.find()) {
            names.add(found.group("name"));
        }
    }

    /** The message with the name in its place; the framework's logger passes the name as a parameter. */
    private static String text(LogRecord report) {
        String message = String.valueOf(report.getMessage());
        Object[] names = report.getParameters();
        return names == null || names.length == 0 ? message : message.replace("%s", String.valueOf(names[0]));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
