package dev.corral.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureReasonsTest {

    private static final Arrival ARRIVAL = new Arrival(0, KeyClass.PRODUCT, 1, 0);

    private final FailureReasons reasons = new FailureReasons();

    @Test
    void failedReads_areCountedByStatusAndProblem() {
        saw(503, "{\"type\":\"tag:corral.dev,2026:problems/shed\",\"title\":\"Too many loads\"}");
        saw(503, "{\"type\":\"tag:corral.dev,2026:problems/shed\",\"title\":\"Too many loads\"}");
        saw(503, "{\"type\": \"tag:corral.dev,2026:problems/lock-unavailable\"}");
        saw(500, "no JSON");
        saw(200, "{\"id\":\"product-1\"}");
        reasons.unanswered(sample(Sample.NO_ANSWER));

        assertThat(reasons.counts())
                .isEqualTo(Map.of("503 shed", 2, "503 lock-unavailable", 1, "500", 1, "no response", 1));
    }

    private void saw(int status, String body) {
        reasons.saw(sample(status), Buffer.buffer(body));
    }

    private static Sample sample(int status) {
        return new Sample(ARRIVAL, 0, 1, status, CacheStatus.UNKNOWN);
    }
}
