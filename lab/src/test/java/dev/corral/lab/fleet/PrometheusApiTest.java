package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.fleet.PrometheusApi.Alert;
import dev.corral.lab.fleet.PrometheusApi.Point;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusApiTest {

    @Test
    void alerts_haveTheirNameStateAndLabels() {
        List<Alert> alerts = PrometheusApi.alerts("""
                {"status": "success", "data": {"alerts": [
                  {"labels": {"alertname": "CorralRedisDown", "severity": "critical"}, "state": "firing", "value": "1e+00"},
                  {"labels": {"alertname": "CorralOriginSpikes", "cache": "naive"}, "state": "pending"}]}}""");

        assertThat(alerts).extracting(Alert::name).containsExactly("CorralRedisDown", "CorralOriginSpikes");
        assertThat(alerts).extracting(Alert::firing).containsExactly(true, false);
        assertThat(alerts.getLast().labels()).containsEntry("cache", "naive");
    }

    @Test
    void alertWithoutACache_concernsEveryCache() {
        assertThat(new Alert("CorralRedisDown", true, Map.of()).concerns("naive"))
                .isTrue();
        assertThat(new Alert("CorralOriginSpikes", true, Map.of("cache", "naive")).concerns("naive"))
                .isTrue();
        assertThat(new Alert("CorralOriginSpikes", true, Map.of("cache", "full")).concerns("naive"))
                .isFalse();
    }

    @Test
    void vector_isReadWithoutValuesThatAreNoNumbers() {
        assertThat(PrometheusApi.points("""
                {"status": "success", "data": {"resultType": "vector", "result": [
                  {"metric": {"cache": "naive"}, "value": [1.5, "12.25"]},
                  {"metric": {"cache": "lock"}, "value": [1.5, "NaN"]},
                  {"metric": {"cache": "full"}, "value": [1.5, "+Inf"]}]}}"""))
                .containsExactly(
                        new Point(Map.of("cache", "naive"), 12.25),
                        new Point(Map.of("cache", "full"), Double.POSITIVE_INFINITY));
    }

    @Test
    void scalar_isOnePoint() {
        assertThat(PrometheusApi.points(
                        "{\"status\": \"success\", \"data\": {\"resultType\": \"scalar\", \"result\": [1.5, \"3\"]}}"))
                .containsExactly(new Point(Map.of(), 3));
    }

    @Test
    void refusedQuery_isNamed() {
        assertThatThrownBy(() -> PrometheusApi.points("{\"status\": \"error\", \"error\": \"parse error\"}"))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("parse error");
    }
}
