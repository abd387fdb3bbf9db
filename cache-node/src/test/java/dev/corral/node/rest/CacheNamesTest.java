package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node that has only some of the configured caches. */
@QuarkusTest
@TestProfile(CacheNamesTest.LockOnly.class)
class CacheNamesTest extends NodeTest {

    /** Leaves the other caches of the default configuration out. */
    public static final class LockOnly implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("corral.cache-names", "lock");
        }
    }

    @Test
    void cacheThatIsLeftOut_isUnknown() {
        origin.row("named", "row", 1);

        RefusingTest.assertProblem(node.get("/caches/none/named"), 404, "problems/unknown-cache");

        assertThat(node.get("/caches/lock/named").body()).isEqualTo("row");
        assertThat(node.get("/caches").body())
                .contains("\"cache\":\"lock\"")
                .doesNotContain("\"cache\":\"none\"", "\"cache\":\"full\"");
    }
}
