package dev.corral.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartFailureTest {

    @Test
    void defaults_areValid() throws IOException {
        assertThat(config("queue", "2000").workers()).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    workers         | 0     | corral.origin.workers must be at least 1, there is no service without a worker.
                    queue           | -1    | corral.origin.queue must not be negative; 0 lets no query wait.
                    median          | -1ms  | corral.origin.median must not be negative.
                    median          | 61m   | corral.origin.median must be at most an hour, PT1H.
                    median          | quick | corral.origin.median cannot be read from 'quick'.
                    spread          | 2.1   | corral.origin.spread must be at most 2.
                    spread          | -1    | corral.origin.spread must not be negative; 0 makes every service time the median.
                    seed            | x     | corral.origin.seed cannot be read from 'x'.
                    congestion      | -0.1  | corral.origin.congestion must not be negative; 0 is off.
                    value-size      | 9999999 | corral.origin.value-size must be at most 8388608, which is 8 MiB.
                    absent          | (     | corral.origin.absent cannot be read from '('.
                    rows-size       | much  | corral.origin.rows-size cannot be read from 'much'.
                    ledger-capacity | -1    | corral.origin.ledger-capacity must not be negative.
                    workers         | 99999999999 | corral.origin.workers cannot be read from '99999999999'.
                    workers         | ``    | corral.origin.workers is empty; set a value.
                    median          | ``    | corral.origin.median is empty; set a value.
                    median          | 1 fortnight | corral.origin.median cannot be read from '1 fortnight'.
                    control         | maybe | corral.origin.control cannot be read from 'maybe'.
                    exit-with-stdin | maybe | corral.origin.exit-with-stdin is not known; correct its name.
                    """)
    void badValue_isOneSentence(String key, String value, String sentence) {
        Throwable failure = catchThrowable(() -> config(key, value));

        assertThat(printed(new IllegalStateException(failure))).isEqualTo(sentence);
    }

    @Test
    void takenPort_isOneSentence() {
        Throwable failure = new RuntimeException(new QuarkusBindException("localhost", 8090, new BindException()));

        assertThat(printed(failure)).isEqualTo("Port 8090 is in use; set another with quarkus.http.port.");
    }

    @Test
    void takenManagementPort_isOneSentence() {
        Throwable failure = new IllegalStateException(new BindException("Address already in use"));

        assertThat(printed(failure))
                .isEqualTo("The management port is in use; set another with quarkus.management.port.");
    }

    @Test
    void unfitSetting_isItsSentence() {
        Throwable failure =
                new RuntimeException(new ConfigurationException("corral.traces.endpoint: it must be a URL."));

        assertThat(printed(failure)).isEqualTo("corral.traces.endpoint: it must be a URL.");
    }

    @Test
    void unknownFailure_isPrintedWhole() {
        assertThat(printed(new IllegalStateException("a surprise")))
                .startsWith("The origin did not start.")
                .contains("a surprise")
                .contains("at dev.corral");
    }

    private static String printed(Throwable failure) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StartFailure.of(failure).printTo(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    private static OriginConfig config(String key, String value) throws IOException {
        URL defaults = OriginConfig.class.getResource("/application.properties");
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(defaults))
                .withSources(new PropertiesConfigSource(Map.of("corral.origin." + key, value), "this test", 1_000))
                .addDiscoveredConverters()
                .withMapping(OriginConfig.class)
                .withMappingIgnore("quarkus.**")
                .withValidator(new BeanValidationConfigValidatorImpl())
                .build()
                .getConfigMapping(OriginConfig.class);
    }
}
