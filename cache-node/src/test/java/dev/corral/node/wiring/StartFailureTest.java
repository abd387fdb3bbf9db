package dev.corral.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;

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
        assertThat(StartFailure.explain(
                        new QuarkusBindException("0.0.0.0", 8081, new java.net.BindException("in use"))))
                .startsWith("port 8081 is taken");
    }

    @Test
    void whatIsNotKnown_isToldWhole() {
        assertThat(StartFailure.explain(new IllegalStateException("odd")))
                .contains("the node did not start", "odd", "StartFailureTest");
    }
}
