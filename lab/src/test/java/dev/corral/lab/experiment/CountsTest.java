package dev.corral.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CountsTest {

    @Test
    void counts_keepTheOrderInWhichTheyWerePut() {
        assertThat(Counts.NOTHING.and("b", 1_200).and("a", 0.5)).hasToString("b 1,200, a 0.5");
    }

    @Test
    void rounds_addUp() {
        Counts one = Counts.NOTHING.and("failed", 1).and("wrong", 0);
        assertThat(one.plus(one).get("failed")).isEqualTo(2);
        assertThat(one.plus(one).none("wrong")).isTrue();
    }

    @Test
    void whatNobodyCounted_isNoZero() {
        assertThatThrownBy(() -> Counts.NOTHING.none("failed")).hasMessageContaining("there is no count 'failed'");
    }
}
