package dev.corral.guard.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.testing.Node;
import dev.corral.guard.testing.VirtualTime;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    private final Environment environment = Node.virtual(new VirtualTime(), 1);

    @Test
    void tokens_neverRepeat() {
        Set<String> drawn = new HashSet<>();
        for (int each = 0; each < 1_000; each++) {
            assertThat(drawn.add(environment.tokens().get())).isTrue();
        }
    }

    @Test
    void tokenOfANamedNode_beginsWithItsName() {
        String token = environment.named("node-7").tokens().get();

        assertThat(token).matches("node-7:[0-9a-f-]{36}");
        assertThat(token).isNotEqualTo(environment.named("node-7").tokens().get());
    }
}
