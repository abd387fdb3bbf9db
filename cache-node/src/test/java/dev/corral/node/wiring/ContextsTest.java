package dev.corral.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ContextsTest extends NodeTest {

    @Test
    void nothingOfAThread_isCapturedByAnOperator() {
        Function<String, String> step = String::strip;

        assertThat(Infrastructure.decorate(step)).isSameAs(step);
    }
}
