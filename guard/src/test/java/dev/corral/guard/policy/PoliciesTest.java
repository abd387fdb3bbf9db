package dev.corral.guard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.policy.Freshness.Judgement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoliciesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Entry ENTRY = new Entry(
            Content.ABSENT, 1, 0, new Limits(SECOND, SECOND.multipliedBy(2), SECOND.multipliedBy(3)), Duration.ZERO);

    @Test
    void hardTtl_knows_no_stale() {
        assertThat(Freshness.hardTtl().judge(ENTRY, 999_999)).isEqualTo(Judgement.FRESH);
        assertThat(Freshness.hardTtl().judge(ENTRY, 1_000_000)).isEqualTo(Judgement.EXPIRED);
    }

    @Test
    void staleWhileRevalidate_serves_stale_between_soft_and_stale_limit() {
        Freshness swr = Freshness.staleWhileRevalidate();
        assertThat(swr.judge(ENTRY, 999_999)).isEqualTo(Judgement.FRESH);
        assertThat(swr.judge(ENTRY, 1_000_000)).isEqualTo(Judgement.STALE);
        assertThat(swr.judge(ENTRY, 1_999_999)).isEqualTo(Judgement.STALE);
        assertThat(swr.judge(ENTRY, 2_000_000)).isEqualTo(Judgement.EXPIRED);
    }

    @Test
    void absence_is_forgotten_or_remembered_without_a_stale_time() {
        Key key = new Key("c", "k");
        assertThat(Absence.forgotten().limits(key)).isEmpty();
        assertThat(Absence.remembered(SECOND, 0.2, () -> 0.5).limits(key)).contains(Limits.hard(SECOND));
    }

    @Test
    void verdict_blames_the_origin_only_for_what_the_origin_did() {
        Verdict verdict = Verdict.standard();
        assertThat(verdict.againstOrigin(new LoadFailure.OriginFailed("500", null)))
                .isTrue();
        assertThat(verdict.againstOrigin(LoadFailure.OriginFailed.timedOut(SECOND)))
                .isTrue();
        assertThat(verdict.againstOrigin(new LoadFailure.OriginRefused("503", SECOND, true)))
                .isTrue();
        assertThat(verdict.againstOrigin(new LoadFailure.OriginRefused("breaker open", SECOND, false)))
                .isFalse();
        assertThat(verdict.againstOrigin(new LoadFailure.Shed("gate", SECOND))).isFalse();
        assertThat(verdict.againstOrigin(new LoadFailure.DeadlineExceeded())).isFalse();
        assertThat(verdict.againstOrigin(new IllegalStateException("a bug in an adapter")))
                .isTrue();
    }
}
