package dev.corral.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    @ParameterizedTest
    @CsvSource({"ttl, ttl, 0", "tttl, ttl, 1", "prot, port, 1", "orgin, origin, 1", "full, ful, 1", "'', ttl, 3"})
    void distance_isTheNumberOfChangedLetters(String one, String other, int distance) {
        assertThat(Nearest.distance(one, other)).isEqualTo(distance);
        assertThat(Nearest.distance(other, one)).isEqualTo(distance);
    }

    @Test
    void nameThatIsLikeNone_hasNoNearest() {
        assertThat(Nearest.to("quarkus.datasource.url", List.of("corral.deadline", "corral.writes")))
                .isEmpty();
    }

    @Test
    void nearestOfSeveral_isTheFirstOfTheNearest() {
        assertThat(Nearest.to("corral.write", List.of("corral.without", "corral.writes", "corral.writer")))
                .hasValue("corral.writer");
    }
}
