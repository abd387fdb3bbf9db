package dev.corral.node.config;

import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.management.ManagementConfig;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import io.smallrye.config.ConfigValidator;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Checks every setting when the configuration is read. It runs before any bean exists, because beans that are built
 * from invalid settings fail with errors of their own.
 */
public final class SettingsCheck implements SmallRyeConfigBuilderCustomizer, ConfigValidator {

    private VertxHttpConfig http;
    private ManagementConfig management;

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        builder.withValidator(this);
    }

    @Override
    public void validateMapping(Class<?> type, String prefix, Object mapping) {
        try {
            check(mapping);
        } catch (ConfigurationException broken) {
            throw new ConfigValidationException(new Problem[] {new Problem(broken.getMessage())});
        }
    }

    private void check(Object mapping) {
        switch (mapping) {
            case Settings settings -> {
                VariableNames.check(System.getenv());
                Rules.check(settings);
            }
            case RedisConfig redis ->
                RedisHosts.check(
                        redis.clients().get(RedisConfig.DEFAULT_CLIENT_NAME).hosts());
            case VertxHttpConfig read -> {
                HttpRules.check(read);
                http = read;
                checkBoth();
            }
            case ManagementConfig read -> {
                Rule.between("quarkus.management.port", read.port(), 0, Ranges.LAST_PORT);
                management = read;
                checkBoth();
            }
            default -> {}
        }
    }

    /** Runs once both configurations are read, in whichever order. */
    private void checkBoth() {
        if (http != null && management != null) {
            HttpRules.checkBoth(http, management);
        }
    }
}
