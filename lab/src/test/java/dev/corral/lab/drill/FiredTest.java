package dev.corral.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.fleet.PrometheusApi.Alert;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiredTest {

    private final Fired fired = new Fired("CorralOriginSpikes", "naive");

    @Test
    void alertOfTheHerd_isNoOther() {
        assertThat(fired.add(List.of(firing("CorralOriginSpikes", "naive")))).isTrue();
        assertThat(fired.names()).isEmpty();
    }

    @Test
    void sameAlertOfAnotherCache_isAnother() {
        assertThat(fired.add(List.of(firing("CorralOriginSpikes", "full")))).isFalse();
        assertThat(fired.names()).containsExactly("CorralOriginSpikes of full");
        assertThat(Fired.alert("CorralOriginSpikes of full")).isEqualTo("CorralOriginSpikes");
    }

    @Test
    void pendingAlert_doesNotCount() {
        assertThat(fired.add(List.of(
                        new Alert("CorralOriginSpikes", false, Map.of("cache", "naive")),
                        new Alert("CorralRedisDown", false, Map.of()))))
                .isFalse();
        assertThat(fired.names()).isEmpty();
    }

    @Test
    void alertWithAWindowOfHours_isNotJudged() {
        assertThat(Fired.judged(List.of(firing("CorralLatencyBurn", "naive"), firing("CorralRedisDown", "naive"))))
                .containsExactly("CorralRedisDown");
    }

    private static Alert firing(String name, String cache) {
        return new Alert(name, true, Map.of("cache", cache));
    }
}
