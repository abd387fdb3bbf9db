package dev.corral.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartFailureTest {

    @Test
    void brokenRule_isItsSentenceAlone() {
        Throwable failure = new RuntimeException("Failed to start", new ConfigurationException("raise it"));

        assertThat(StartFailure.explain(failure)).isEqualTo("raise it");
    }

    @Test
    void unreadableValue_isNamed() {
        Throwable failure = catchThrowable(() -> TestSettings.with("corral.deadline", "soon"));

        assertThat(StartFailure.explain(failure))
                .startsWith("corral.deadline cannot be read from 'soon'")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            corral.deadline                     | soon  | it must be a time such as 500ms, 6s or 10m: correct it
            corral.gate.loads                   | many  | it must be a number in its range: correct it
            corral.near.max-bytes               | 1.5   | it must be a number in its range: correct it
            corral.breaker.failures             | half  | it must be a number in its range: correct it
            corral.writes                       | maybe | it must be true or false: correct it
            corral.caches.full.origin-lifetimes | maybe | it must be one of honour, ignore: correct it
            """)
    void unreadableValue_isToldWithWhatIsAllowed(String setting, String value, String allowed) {
        Throwable failure = catchThrowable(() -> TestSettings.with(setting, value));

        assertThat(StartFailure.explain(failure))
                .isEqualTo(setting + " cannot be read from '" + value + "'; " + allowed);
    }

    @Test
    void hostsAndFilesThatAreNotThere_areNamed() {
        assertThat(StartFailure.explain(new RuntimeException(new UnknownHostException("nosuch"))))
                .contains("quarkus.http.host", "(nosuch)")
                .hasLineCount(1);
        assertThat(StartFailure.explain(new RuntimeException(new NoSuchFileException("/nope.pem"))))
                .contains("/nope.pem")
                .hasLineCount(1);
        assertThat(StartFailure.explain(new IllegalStateException("Unable to find the TLS configuration x")))
                .contains("quarkus.redis.tls-configuration-name")
                .hasLineCount(1);
        assertThat(StartFailure.explain(
                        new QuarkusBindException("203.0.113.7", 8081, new BindException("Cannot assign address"))))
                .contains("quarkus.http.host")
                .hasLineCount(1);
    }

    @Test
    void unknownName_isNamed() {
        Throwable failure = catchThrowable(() -> TestSettings.with("corral.deadlin", "8s"));

        assertThat(StartFailure.explain(failure))
                .startsWith("corral.deadlin is not known")
                .hasLineCount(1);
    }

    @Test
    void missingLayers_areNamed() {
        Throwable failure = catchThrowable(() -> TestSettings.with("corral.caches.mine.ttl", "8s"));

        assertThat(StartFailure.explain(failure)).isEqualTo("corral.caches.mine.layers is missing: set it");
    }

    @Test
    void takenPort_isNamed() {
        assertThat(StartFailure.explain(new QuarkusBindException("0.0.0.0", 8081, new BindException("in use"))))
                .startsWith("port 8081 is in use");
    }

    @Test
    void whatIsNotKnown_isToldWhole() {
        assertThat(StartFailure.explain(new IllegalStateException("odd")))
                .contains("the node did not start", "odd", "StartFailureTest");
    }
}
