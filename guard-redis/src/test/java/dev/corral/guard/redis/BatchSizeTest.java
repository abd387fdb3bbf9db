package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchSizeTest {

    private final BatchSize size = new BatchSize();

    @Test
    void smallValues_shareABatchThatIsBounded() {
        size.replied(100);

        assertThat(size.reads()).isEqualTo(16);
    }

    @Test
    void largeValues_areReadOneByOne() {
        size.replied(1_000_000);

        assertThat(size.reads()).isEqualTo(1);
    }

    @Test
    void largeValue_isForgottenAfterManySmallOnes() {
        size.replied(1_000_000);
        size.replied(100);
        assertThat(size.reads()).isEqualTo(1);

        for (int each = 0; each < 100; each++) {
            size.replied(100);
        }

        assertThat(size.reads()).isEqualTo(16);
    }
}
