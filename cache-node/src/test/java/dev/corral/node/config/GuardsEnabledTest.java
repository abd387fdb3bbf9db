package dev.corral.node.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class GuardsEnabledTest {

    static final List<String> NAMES = GuardsEnabled.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void disabledGuards_areRefused(String name) {
        assertThatThrownBy(() -> GuardsEnabled.check(config(Map.of(name, "false"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(name + " is false; it must be true");
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void enabledGuards_areAccepted(String name) {
        assertThatCode(() -> GuardsEnabled.check(config(Map.of(name, "true")))).doesNotThrowAnyException();
    }

    @Test
    void noSetting_isAccepted() {
        assertThatCode(() -> GuardsEnabled.check(config(Map.of()))).doesNotThrowAnyException();
    }

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "settings", 100))
                .build();
    }
}
