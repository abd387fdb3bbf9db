package dev.corral.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class TruthTest {

    private final AnswerCheck truth = new AnswerCheck();

    @Test
    void rightRows_areNotWrong() {
        saw(1, 2, CacheStatus.FRESH, "{\"id\":\"product-7\",\"padding\":\"xxx\"}");
        saw(3, 4, CacheStatus.FRESH, AnswerCheck.row("product-7", 2));
        saw(5, 6, CacheStatus.NEAR, AnswerCheck.row("product-7", 2));
        assertThat(truth.wrong()).isZero();
    }

    @Test
    void rowOfAnotherKey_andNoRowAreWrong() {
        saw(1, 2, CacheStatus.FRESH, AnswerCheck.row("product-70", 1));
        saw(1, 2, CacheStatus.FRESH, "<html>");
        saw(1, 2, CacheStatus.STALE, "");
        assertThat(truth.foreign()).isEqualTo(3);
    }

    @Test
    void olderRow_isWrongWhereANewerOneWasFreshBeforeItWasAskedFor() {
        saw(1, 10, CacheStatus.FRESH, AnswerCheck.row("product-7", 2));
        saw(5, 12, CacheStatus.FRESH, AnswerCheck.row("product-7", 1));
        assertThat(truth.outdated())
                .as("asked for before the newer one was there")
                .isZero();
        saw(11, 13, CacheStatus.STALE, AnswerCheck.row("product-7", 1));
        assertThat(truth.outdated()).as("called stale").isZero();
        saw(11, 13, CacheStatus.NEAR, AnswerCheck.row("product-7", 1));
        assertThat(truth.outdated()).isEqualTo(1);
    }

    @Test
    void answersThatAreNoRow_areNotLookedAt() {
        truth.saw(sample(1, 2, 503, CacheStatus.UNKNOWN), Buffer.buffer("{}"));
        assertThat(truth.wrong()).isZero();
    }

    private void saw(long sentMicros, long endMicros, CacheStatus status, String body) {
        truth.saw(sample(sentMicros, endMicros, 200, status), Buffer.buffer(body));
    }

    private static Sample sample(long sentMicros, long endMicros, int status, CacheStatus cacheStatus) {
        Arrival arrival = new Arrival(sentMicros * 1_000, KeyClass.PRODUCT, 7, 0);
        return new Sample(arrival, 0, (endMicros - sentMicros) * 1_000, status, cacheStatus);
    }
}
