package dev.corral.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariableNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CORRAL_WRITES",
                "CORRAL_ORIGIN_URL",
                "CORRAL_ORIGIN_MAX_BYTES_UNDER_WAY",
                "CORRAL_CACHES_FULL_TTL",
                "CORRAL_CACHES_MINE_LAYERS",
                "CORRAL_CACHES__MY_CACHE__LAYERS",
                "CORRAL_CACHES_SINGLE_FLIGHT_TTL_BY_PREFIX_HOT",
                "CORRAL_WITHOUT_0_",
                "CORRAL_NODE_NAME",
                "_PROD_CORRAL_WRITES",
                "PATH"
            })
    void nameOfASetting_isKnown(String name) {
        assertThat(VariableNames.unknown(Map.of(name, "1"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CORRAL_SERVICE_HOST, 10.0.0.1",
        "CORRAL_SERVICE_PORT, 80",
        "CORRAL_SERVICE_PORT_HTTP, 80",
        "CORRAL_PORT, tcp://10.0.0.1:80",
        "CORRAL_PORT_80_TCP, tcp://10.0.0.1:80",
        "CORRAL_PORT_80_TCP_PORT, 80",
        "CORRAL_NODE_PORT, tcp://10.0.0.1:80",
        "CORRAL_REDIS_SERVICE_HOST, 10.0.0.1",
        "CORRAL_REDIS_SERVICE_PORT, 6379",
        "CORRAL_REDIS_SERVICE_PORT_REDIS, 6379",
        "CORRAL_REDIS_PORT_6379_TCP, tcp://10.0.0.1:6379",
        "CORRAL_REDIS_PORT_6379_TCP_PROTO, tcp",
        "CORRAL_REDIS_PORT_6379_TCP_ADDR, 10.0.0.1",
        "CORRAL_ORIGIN_PORT_53_UDP_PORT, 53"
    })
    void variableOfAService_isNeitherRefusedNorReported(String name, String value) {
        assertThat(VariableNames.unknown(Map.of(name, value))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CORRAL_WRITS, CORRAL_WRITES",
        "CORRAL_ORGIN_URL, CORRAL_ORIGIN_URL",
        "CORRAL_CACHE_FULL_TTL, CORRAL_CACHES_FULL_TTL",
        "CORRAL_CACHES_FULL_TTTL, CORRAL_CACHES_FULL_TTL",
        "CORRAL_DEADLNE, CORRAL_DEADLINE"
    })
    void misspelledName_isRefusedWithTheNearest(String name, String nearest) {
        assertThatThrownBy(() -> VariableNames.check(Map.of(name, "1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("the environment variable " + name + " is not known")
                .hasMessageContaining("the nearest known name is " + nearest + ":");
    }

    @Test
    void nameThatIsLikeNone_isReportedAndNotRefused() {
        Map<String, String> own = Map.of("CORRAL_CLUSTER", "shared", "CORRAL_IMAGE_TAG", "1.2");

        assertThatCode(() -> VariableNames.check(own)).doesNotThrowAnyException();
        assertThat(VariableNames.unknown(own)).containsExactly("CORRAL_CLUSTER", "CORRAL_IMAGE_TAG");
    }
}
