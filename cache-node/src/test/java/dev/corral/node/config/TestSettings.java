package dev.corral.node.config;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The default configuration with some values changed, parsed as in a node. */
public final class TestSettings {

    private TestSettings() {}

    /** @param changes name, value, name, value... */
    public static Settings with(String... changes) {
        return read(new SmallRyeConfigBuilder(), changes);
    }

    /** The same settings, with every check that a node runs. */
    static Settings checked(String... changes) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder();
        new SettingsCheck().configBuilder(builder);
        return read(builder, changes);
    }

    private static Settings read(SmallRyeConfigBuilder builder, String... changes) {
        Map<String, String> changed = new HashMap<>();
        for (int each = 0; each < changes.length; each += 2) {
            changed.put(changes[each], changes[each + 1]);
        }
        try {
            return builder.addDiscoveredConverters()
                    .withMapping(Settings.class)
                    .withSources(new PropertiesConfigSource(
                            TestSettings.class.getClassLoader().getResource("application.properties"), 100))
                    .withSources(new PropertiesConfigSource(changed, "changes", 200))
                    .build()
                    .getConfigMapping(Settings.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
