package dev.corral.node.switches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.cache.TimeRules;
import dev.corral.guard.gate.Permits;
import dev.corral.node.cache.Caches;
import dev.corral.node.config.Settings;
import dev.corral.node.config.TestSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchRulesTest {

    private static final Settings SETTINGS = TestSettings.with("corral.gate.loads", "32", "corral.gate.queue", "48");

    private final Permits permits = new Permits(32, 48);
    private final SwitchRules rules =
            new SwitchRules(new Caches(List.of()), SETTINGS.gate(), permits, Duration.ofHours(12));

    /** A chain that is built while the gate is small must also have times that are long enough later. */
    @ParameterizedTest
    @CsvSource({"1, 2", "3, 5", "16, 24", "33, 50", "64, 96"})
    void queue_scalesSoThatALoadWaitsForAsManyOthers(int loads, int queue) {
        rules.applyGate(Switches.NONE.gate(loads));

        assertThat(permits.limit()).isEqualTo(loads);
        assertThat(permits.queueLimit()).isEqualTo(queue);
        assertThat(TimeRules.turns(loads, queue)).isEqualTo(TimeRules.turns(32, 48));

        rules.applyGate(Switches.NONE);
        assertThat(permits.limit()).isEqualTo(32);
        assertThat(permits.queueLimit()).isEqualTo(48);
    }
}
