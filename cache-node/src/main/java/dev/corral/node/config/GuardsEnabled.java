package dev.corral.node.config;

import static dev.corral.node.config.Rule.holds;

import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Checks that no setting disables the guards of writes, because writes would then have no time limit. */
public final class GuardsEnabled {

    /** The names of the setting: the framework's, the library's, and the specification's. */
    static final List<String> NAMES = List.of(
            "quarkus.fault-tolerance.enabled",
            "smallrye.faulttolerance.enabled",
            "MP_Fault_Tolerance_NonFallback_Enabled");

    private GuardsEnabled() {}

    /** @throws io.quarkus.runtime.configuration.ConfigurationException if a setting disables the guards */
    public static void check(Config config) {
        for (String name : NAMES) {
            holds(
                    config.getOptionalValue(name, Boolean.class).orElse(true),
                    "%s is false; it must be true, because writes to the origin would have no time limit: remove it",
                    name);
        }
    }
}
