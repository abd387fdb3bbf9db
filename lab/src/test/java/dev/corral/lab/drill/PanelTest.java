package dev.corral.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.fleet.PrometheusApi.Point;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PanelTest {

    private static final Panel LOW = Panel.atMost(5, "row", "low");
    private static final Panel HIGH = Panel.atLeast(0.5, "row", "high");

    @Test
    void value_isTheOneFarthestFromAHealthyOne() {
        assertThat(LOW.worst(points(1, 7, 3))).hasValue(7);
        assertThat(HIGH.worst(points(1, 0.2, 3))).hasValue(0.2);
    }

    @Test
    void panelWithoutData_isNotHealthy() {
        assertThat(LOW.isHealthy(LOW.worst(points()))).isFalse();
        assertThat(HIGH.isHealthy(HIGH.worst(points()))).isFalse();
    }

    @Test
    void limit_isHealthy() {
        assertThat(LOW.isHealthy(OptionalDouble.of(5))).isTrue();
        assertThat(LOW.isHealthy(OptionalDouble.of(5.1))).isFalse();
        assertThat(HIGH.isHealthy(OptionalDouble.of(0.5))).isTrue();
        assertThat(HIGH.isHealthy(OptionalDouble.of(0.4))).isFalse();
    }

    @Test
    void text_isShort() {
        assertThat(LOW.bound()).isEqualTo("at most 5");
        assertThat(HIGH.bound()).isEqualTo("at least 0.500");
        assertThat(Panel.text(OptionalDouble.empty())).isEqualTo("no data");
        assertThat(Panel.text(OptionalDouble.of(12.3456))).isEqualTo("12.3");
    }

    private static List<Point> points(double... values) {
        return Arrays.stream(values).mapToObj(each -> new Point(Map.of(), each)).toList();
    }
}
