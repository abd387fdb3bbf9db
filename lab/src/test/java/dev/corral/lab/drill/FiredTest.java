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
        assertThat(Fired.isQuiet(List.of(firing("CorralLatencyBurn", "naive")))).isTrue();
        fired.add(List.of(firing("CorralLatencyBurn", "naive"), firing("CorralRedisDown", "naive")));
        assertThat(fired.names()).containsExactly("CorralRedisDown");
    }

    @Test
    void fleetInWhichAnAlertLingers_isQuiet() {
        assertThat(Fired.isQuiet(List.of(firing("CorralFenceRefusals", "lock"))))
                .isTrue();
        assertThat(Fired.isQuiet(List.of(firing("CorralFenceRefusals", "lock"), firing("CorralRedisDown", "lock"))))
                .isFalse();
    }

    @Test
    void alertThatLingersFromBefore_isNoOtherUntilItHasEnded() {
        List<Alert> refusals = List.of(firing("CorralFenceRefusals", "lock"));
        fired.add(refusals);
        fired.add(refusals);
        assertThat(fired.names()).isEmpty();
        fired.add(List.of());
        fired.add(refusals);
        assertThat(fired.names()).containsExactly("CorralFenceRefusals of lock");
    }

    @Test
    void alertThatLingersOfAnotherCache_isAnother() {
        fired.add(List.of(firing("CorralFenceRefusals", "lock")));
        fired.add(List.of(firing("CorralFenceRefusals", "lock"), firing("CorralFenceRefusals", "full")));
        assertThat(fired.names()).containsExactly("CorralFenceRefusals of full");
    }

    @Test
    void everyAlert_isOneTooManyInHealth() {
        Fired none = Fired.inHealth();
        assertThat(none.add(List.of(firing("CorralOriginSpikes", "naive")))).isFalse();
        assertThat(none.names()).containsExactly("CorralOriginSpikes of naive");
    }

    private static Alert firing(String name, String cache) {
        return new Alert(name, true, Map.of("cache", cache));
    }
}
