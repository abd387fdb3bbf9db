package dev.corral.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.load.Goodput.Result;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoodputTest {

    private static final Buffer ROW = Buffer.buffer(AnswerCheck.row("hot", 1));
    private static final Buffer ROW_OF_ANOTHER_KEY = Buffer.buffer(AnswerCheck.row("cold", 1));

    private final Goodput goodput = new Goodput(Duration.ofMillis(500));

    @Test
    void correctResponseInTime_isGood() {
        goodput.saw(sample(200, 500), ROW);
        assertThat(counts()).isEqualTo(Map.of(Result.GOOD, 1L));
    }

    @Test
    void correctResponseAfterThat_isLate() {
        goodput.saw(sample(200, 501), ROW);
        assertThat(counts()).isEqualTo(Map.of(Result.LATE, 1L));
    }

    @Test
    void absenceOfAnIdThatDoesNotExist_isGood() {
        goodput.saw(new Sample(new Arrival(0, KeyClass.ABSENT, 1, 0), 0, 1, 404, CacheStatus.FRESH), Buffer.buffer());
        assertThat(counts()).isEqualTo(Map.of(Result.GOOD, 1L));
    }

    @Test
    void rowOfAnotherKey_isAFailure() {
        goodput.saw(sample(200, 1), ROW_OF_ANOTHER_KEY);
        goodput.saw(sample(200, 1), ROW);
        assertThat(counts()).isEqualTo(Map.of(Result.FAILED, 1L, Result.GOOD, 1L));
        assertThat(goodput.answers().foreign()).isEqualTo(1);
    }

    @Test
    void errorResponse_isRefusedOrFailed() {
        goodput.saw(sample(503, 900), Buffer.buffer());
        goodput.saw(sample(429, 1), Buffer.buffer());
        goodput.saw(sample(502, 1), Buffer.buffer());
        assertThat(counts()).isEqualTo(Map.of(Result.REFUSED, 2L, Result.FAILED, 1L));
    }

    @Test
    void readWithoutAResponse_isLateAfterItsTimeAndElseFailed() {
        goodput.unanswered(sample(Sample.NO_ANSWER, 501));
        goodput.unanswered(sample(Sample.NO_ANSWER, 2));
        assertThat(counts()).isEqualTo(Map.of(Result.LATE, 1L, Result.FAILED, 1L));
    }

    @Test
    void retries_areCountedApart() {
        goodput.retried(sample(503, 1).arrival());
        assertThat(goodput.retries()).isEqualTo(1);
        assertThat(counts()).isEmpty();
    }

    private Map<Result, Long> counts() {
        Map<Result, Long> counts = new EnumMap<>(Result.class);
        for (Result result : Result.values()) {
            if (goodput.count(result) > 0) {
                counts.put(result, goodput.count(result));
            }
        }
        return counts;
    }

    private static Sample sample(int status, long millis) {
        return new Sample(new Arrival(0, KeyClass.HOT, 0, 0), 0, millis * 1_000_000, status, CacheStatus.FRESH);
    }
}
